// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.h"
#include "lab/scoring.h"

namespace swapbench {
namespace {

class Score : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Option("corpus", request_.corpus, "folder of a corpus", CommandLine::Need::kRequired);
    line.Option("detector", detector_, "a detector's spec, for example coin or network:model=DIR");
    line.Option("from-csv", from_csv_,
                "instead: a third party's scores, joined with the corpus by id");
    line.Option("split", splits_, "split to score; default val and test, `all` for every record");
    line.Option("threads", request_.threads, "0 for every CPU");
    line.Option("out", request_.out, "table that is written, .h5; a .csv is written beside it",
                CommandLine::Need::kRequired);
  }
  int Run() override {
    Check(detector_.empty() != from_csv_.empty(),
          "Give either --detector SPEC or --from-csv FILE.");
    if (!splits_.empty()) request_.splits = splits_;
    if (splits_ == std::vector<std::string>{"all"}) request_.splits.clear();
    if (from_csv_.empty()) ScoreCorpus(request_, Spec::Parse(detector_));
    else ScoreFromCsv(request_, from_csv_);
    return 0;
  }

 private:
  ScoreRequest request_;
  std::string detector_, from_csv_;
  std::vector<std::string> splits_;
};

}  // namespace

void Register_score(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"score", "let a detector score a corpus",
                   "score --corpus corpora/procedural --detector network:model=models/small_resnet "
                   "--out scores.h5",
                   "", [] { return std::make_unique<Score>(); }, 50});
}

}  // namespace swapbench
