// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "lab/runner.h"

namespace swapbench {
namespace {

class RunVerb : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("recipe", recipe_, "an experiments/accuracy/*.ini");
    line.Option("out", out_, "folder of the experiment", CommandLine::Need::kRequired);
    line.Option("seed", seed_, "replaces the recipe's seed");
    line.Option("threads", threads_, "0 for every CPU");
  }
  int Run() override {
    const Experiment experiment = LoadExperiment(recipe_, seed_);
    const auto report = RunExperiment(experiment, out_, threads_);
    std::cout << "wrote " << report.string() << ", and in " << report.parent_path().string()
              << " estimates.csv" << (experiment.bench.backend.empty() ? "" : ", latency.csv")
              << " and, as CSV and LaTeX, tables/\n";
    return 0;
  }
  std::string AfterStop() const override { return kSameCommandContinues; }

 private:
  std::string recipe_, out_;
  std::optional<uint64_t> seed_;
  int threads_ = 0;
};

}  // namespace

void Register_run(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"run",
                   "a whole experiment: corpus, training, scores, statistics, latency, report",
                   "run experiments/accuracy/quickstart.ini --out runs/quickstart",
                   "Stages that exist are not made again; DIR/ledger.jsonl records each one made.",
                   [] { return std::make_unique<RunVerb>(); }, 10});
}

}  // namespace swapbench
