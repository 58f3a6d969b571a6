// SPDX-License-Identifier: Apache-2.0
#include "bench/worker.h"
#include "cli/verb.h"

namespace swapbench {
namespace {

class BenchWorker : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Positional("job", job_, "job file written by `bench`");
  }
  int Run() override { return RunBenchWorker(job_); }

 private:
  std::string job_;
};

}  // namespace

void Register_bench_worker(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"bench-worker", "one row of `bench`, in a process of its own",
                   "bench-worker JOB", "", [] { return std::make_unique<BenchWorker>(); }, 0});
}

}  // namespace swapbench
