// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.h"
#include "lab/modelling.h"

namespace swapbench {
namespace {

class Train : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Option("corpus", corpus_, "folder of a corpus with splits train and val",
                CommandLine::Need::kRequired);
    line.Option("net", network_, "architecture, for example small_resnet",
                CommandLine::Need::kRequired);
    line.Option("out", out_, "folder of the model that is written", CommandLine::Need::kRequired);
    line.Struct(options_);
  }
  int Run() override {
    TrainOnCorpus(corpus_, network_, options_, out_);
    return 0;
  }
  std::string AfterStop() const override { return kSameCommandContinues; }

 private:
  std::string corpus_, out_;
  Spec network_;
  TrainOptions options_;
};

}  // namespace

void Register_train(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"train", "train a network on a corpus",
       "train --corpus corpora/procedural --net small_resnet --out models/small_resnet --seed 1",
       "Epoch and threshold are chosen on split val; split test is never read. A stopped run is "
       "continued\n"
       "by the same command.",
       [] { return std::make_unique<Train>(); }, 40});
}

}  // namespace swapbench
