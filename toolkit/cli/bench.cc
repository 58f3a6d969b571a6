// SPDX-License-Identifier: Apache-2.0
#include "bench/bench.h"

#include <iostream>

#include "cli/verb.h"
#include "core/file.h"
#include "lab/inspection.h"
#include "store/corpus.h"

namespace swapbench {
namespace {

class BenchVerb : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Option("corpus", corpus_, "where the faces come from", CommandLine::Need::kRequired);
    line.Option("model", models_, "folder of a model", CommandLine::Need::kRequired);
    line.Option("backend", backends_, "a runtime's spec, for example torch_frozen:threads=1",
                CommandLine::Need::kRequired);
    line.Option("tier", options_.tier, "smoke (5 s a row), standard (30 s) or official (600 s)");
    line.Option("seed", options_.seed, "of the order of faces and rows");
    line.Option("record", record_,
                "folder for machine.json and every timed nanosecond; default: not kept");
    line.Option("out", out_, "latency.csv", CommandLine::Need::kRequired);
  }
  int Run() override {
    CheckPlace(out_);
    if (!record_.empty()) CheckPlace(std::filesystem::path(record_) / "machine.json");
    const auto corpus = OpenCorpus(corpus_);
    options_.record = record_;
    const auto rows = BenchModels(*corpus, {models_.begin(), models_.end()}, backends_, options_);
    PublishFile(out_, ToCsv(rows));
    std::cout << "wrote " << out_ << ": " << Counted(rows.size(), "row") << '\n';
    if (!record_.empty()) std::cout << "wrote " << record_ << ": machine.json and raw/\n";
    bool passed = true;
    for (const LatencyRow& row : rows) {
      if (row.parity != "failed" && row.parity != "error") continue;
      passed = false;
      std::cout << row.model << " on " << row.backend << ": " << row.parity << ", " << row.note
                << '\n';
    }
    return passed ? 0 : 1;
  }

 private:
  std::string corpus_, record_, out_;
  std::vector<std::string> models_;
  std::vector<Spec> backends_;
  BenchOptions options_;
};

}  // namespace

void Register_bench(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"bench", "measure parity, then latency, of models on runtimes",
                   "bench --corpus corpora/procedural --model models/small_resnet --backend torch "
                   "--backend opencv_dnn "
                   "--out latency.csv",
                   "Every runtime's answers are compared with eager fp32 first; a row that differs "
                   "gets no latency and\n"
                   "the exit code is 1. Each row runs in a process of its own.",
                   [] { return std::make_unique<BenchVerb>(); }, 70});
}

}  // namespace swapbench
