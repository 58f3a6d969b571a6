// SPDX-License-Identifier: Apache-2.0
#include "stats/evaluate.h"

#include <iostream>

#include "cli/verb.h"
#include "core/file.h"
#include "lab/experiment.h"
#include "lab/inspection.h"
#include "lab/scoring.h"

namespace swapbench {
namespace {

class EvaluateVerb : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("scores", scores_, "score tables, .h5 or .csv, of one corpus or several");
    line.Option("out", out_, "estimates.csv", CommandLine::Need::kRequired);
    line.Struct(section_);
    line.Option("threshold", threshold_,
                "judge every table at this score instead of its validation threshold");
    line.Flag("oracle", options_.oracle,
              "where a table has no threshold, choose it on the judged rows (flatters; the note "
              "says so)");
    line.Option("seed", options_.seed, "of the bootstrap");
    line.Option("threads", options_.threads, "0 for every CPU");
  }
  int Run() override {
    CheckPlace(out_);
    for (const std::string& path : scores_) CheckKeeps(path, out_, "scores");
    std::vector<ScoreTable> tables;
    for (const std::string& path : scores_) tables.push_back(ReadScores(path));
    if (!section_.metric.empty()) options_.metrics = section_.metric;
    options_.replicates = static_cast<size_t>(section_.replicates);
    options_.level = section_.level;
    options_.threshold = threshold_;
    const std::vector<Estimate> estimates = Evaluate(tables, options_);
    PublishFile(out_, ToCsv(estimates));
    std::cout << "wrote " << out_ << ": " << Counted(estimates.size(), "estimate") << " of "
              << Counted(tables.size(), "table") << '\n';
    return 0;
  }

 private:
  std::vector<std::string> scores_;
  std::string out_;
  EvaluateSection section_;
  std::optional<double> threshold_;
  EvaluateOptions options_;
};

}  // namespace

void Register_evaluate(std::vector<VerbEntry>& verbs) {
  verbs.push_back(
      {"evaluate", "turn score tables into estimates with intervals",
       "evaluate scores.h5 theirs.csv --out estimates.csv",
       "A third party's CSV needs the columns id, label (real or fake) and score (higher: more "
       "likely\n"
       "fake). With target, source and clip the interval resamples people; without, it says so. "
       "What a\n"
       "table does not know of a record is taken from another table of the same corpus. A column\n"
       "seen_methods (paste,poisson) says what the detector was trained on; the estimates then "
       "tell\n"
       "seen methods from unseen ones.",
       [] { return std::make_unique<EvaluateVerb>(); }, 60});
}

}  // namespace swapbench
