// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.h"
#include "lab/localising.h"

namespace swapbench {
namespace {

class Localise : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Option("model", model_, "folder of a model whose network draws seams, such as face_xray",
                CommandLine::Need::kRequired);
    line.Option("corpus", corpus_, "folder of a corpus with masks", CommandLine::Need::kRequired);
    line.Option("split", request_.split, "whose fakes are judged; val chooses the thresholds");
    line.Option("out", out_, "folder for localisation.json and localisation.csv");
    line.Option("seed", request_.seed, "of the bootstrap and of the untrained network");
    line.Option("threads", request_.threads, "0 for every CPU");
  }
  int Run() override {
    request_.model = model_;
    request_.corpus = corpus_;
    request_.out = out_;
    LocaliseModel(request_);
    return 0;
  }

 private:
  LocaliseRequest request_;
  std::string model_, corpus_, out_;
};

}  // namespace

void Register_localise(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"localise", "how well a model draws where a swap ends",
       "localise --model models/face_xray --corpus corpora/procedural --out localisation",
       "Of each fake the true seam is 4 m (1 - m) > 0.5 of its mask m, the true region where the "
       "mask is\n"
       "above half of its largest value. Beside the model stand an untrained network of its kind, "
       "the\n"
       "mean seam and region of split val as one guess for all pictures, and the true seam itself. "
       "All\n"
       "thresholds are chosen on split val; intervals resample people.",
       [] { return std::make_unique<Localise>(); }, 52});
}

}  // namespace swapbench
