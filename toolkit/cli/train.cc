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
    line.Option("net", trained_,
                "a network, for example small_resnet, or the feature extractor of a linear fit",
                CommandLine::Need::kRequired);
    line.Option("out", out_, "folder of the model that is written", CommandLine::Need::kRequired);
    line.Struct(options_);
  }
  int Run() override {
    TrainOnCorpus(corpus_, trained_, options_, out_);
    return 0;
  }
  std::string AfterStop() const override { return kSameCommandContinues; }

 private:
  std::string corpus_, out_;
  Spec trained_;
  TrainOptions options_;
};

}  // namespace

void Register_train(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"train", "train a network, or a linear fit of features, on a corpus",
       "train --corpus corpora/procedural --net small_resnet --out models/small_resnet --seed 1",
       "Epoch and threshold are chosen on split val; split test is never read. A stopped run is "
       "continued\n"
       "by the same command. log.csv in the model's folder has a line an epoch: losses, AUC on "
       "val, "
       "speed.\n"
       "spectrum_fit and noise_residual are feature extractors: a logistic regression is fitted on "
       "them,\n"
       "whose strength of regularisation is chosen on split val. Of the options it has seed, "
       "method, "
       "fakes\n"
       "and threads; linear:model=DIR scores with it.\n"
       "--init MODEL --frozen conv1,bn1,block1 fine-tunes: the weights begin as that model's, and "
       "the parts\n"
       "named stay so. Only a last layer of another number of classes begins anew; the log says "
       "which.\n"
       "--augment jpeg:quality=50-95@.5 --augment blur:sigma=.5-2@.2 degrades training pictures, "
       "each\n"
       "degradation with its probability and its options drawn anew for every picture and epoch.",
       [] { return std::make_unique<Train>(); }, 40});
}

}  // namespace swapbench
