// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/verb.h"
#include "core/file.h"
#include "lab/reporting.h"
#include "report/report.h"

namespace swapbench {
namespace {

class ReportVerb : public Verb {
 public:
  void Declare(CommandLine& line) override {
    line.Option("estimates", estimates_, "written by `evaluate`", CommandLine::Need::kRequired);
    line.Option("latency", latency_, "written by `bench`; without it the page has no latency");
    line.Option("title", title_, "heading of the page");
    line.Option("out", out_, "report.html; tables for papers are written to tables/ beside it",
                CommandLine::Need::kRequired);
  }
  int Run() override {
    CheckPlace(out_);
    CheckKeeps(estimates_, out_, "estimates");
    CheckKeeps(latency_, out_, "latencies");
    WritePlainReport(title_, estimates_, latency_, out_);
    std::cout << "wrote " << out_ << ", and its tables as CSV and LaTeX in "
              << TablesBeside(out_).string() << '\n';
    return 0;
  }

 private:
  std::string estimates_, latency_, title_ = "SwapBench report", out_;
};

}  // namespace

void Register_report(std::vector<VerbEntry>& verbs) {
  verbs.push_back({"report", "turn estimates and latency into one page",
                   "report --estimates estimates.csv --latency latency.csv --out report.html", "",
                   [] { return std::make_unique<ReportVerb>(); }, 75});
}

}  // namespace swapbench
