// SPDX-License-Identifier: Apache-2.0
/// An invented experiment: no number here was measured by anyone.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "report/report.h"

namespace swapbench {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

inline const std::string kResnet =
    "network:backend=[torch:layout=nchw,precision=fp32,threads=1],model=runs/invented/small_resnet";
inline const std::string kMeso =
    "network:backend=[torch:layout=nchw,precision=fp32,threads=1],model=runs/invented/meso4";

struct InventedDetector {
  std::string spec;
  double self_blend, paste, miss, alarms;  // AUC on two methods, rates
};

inline void AddRow(ReportInput& input, const std::string& detector, const std::string& slice,
                   const std::string& metric, double value, double half, size_t n = 1200,
                   const std::string& note = "") {
  Estimate row;
  row.detector = detector;
  row.corpus = "invented";
  row.slice = slice;
  row.metric = metric;
  row.value = value;
  row.low = std::max(0.0, value - half);
  row.high = std::min(1.0, value + half * .8);
  row.n = n;
  row.clusters = 60;
  row.note = note;
  input.estimates.push_back(row);
}

inline void AddDetector(ReportInput& input, const InventedDetector& d) {
  const double mean = (d.self_blend + d.paste) / 2, caught = 1 - d.miss;
  AddRow(input, d.spec, "all", "auc", mean, .037);
  AddRow(input, d.spec, "all", "auc:interval=delong", mean, .016, 1200, "ignores identity");
  AddRow(input, d.spec, "all", "eer", 1 - mean + .03, .032);
  AddRow(input, d.spec, "all", "ap", mean - .02, .045);
  AddRow(input, d.spec, "all", "tpr_at_fpr:fpr=0.01", caught / 3, .08, 1200,
         "few genuine pictures: read with caution");
  AddRow(input, d.spec, "all", "brier", .25 * (1.6 - mean), .021);
  AddRow(input, d.spec, "all", "accuracy", mean - .05, .031);
  AddRow(input, d.spec, "all", "miss_rate", d.miss, .052);
  AddRow(input, d.spec, "all", "false_alarm_rate", d.alarms, .034);
  for (const char* prevalence : {"0.5", "0.1", "0.01", "0.001", "0.0001"}) {
    const double p = std::stod(prevalence);
    const double ppv = caught * p / (caught * p + d.alarms * (1 - p));
    AddRow(input, d.spec, "all", std::string("ppv:prevalence=") + prevalence, ppv, ppv / 4);
  }
  AddRow(input, d.spec, "method=self_blend", "auc", d.self_blend, .029, 600);
  AddRow(input, d.spec, "method=paste", "auc", d.paste, .048, 600);
  AddRow(input, d.spec, "method=self_blend", "miss_rate", d.miss * .7, .04, 300);
  AddRow(input, d.spec, "method=paste", "miss_rate", d.miss * 1.3, .06, 300);
  AddRow(input, d.spec, "method=identity", "auc:interval=simultaneous", .5 + (d.paste - .5) / 20,
         .09, 600);
}

inline LatencyRow Timed(const std::string& model, const std::string& backend, double p50) {
  LatencyRow row;
  row.model = model;
  row.backend = backend;
  row.scenario = "single";
  row.tier = "smoke";
  row.threads = 1;
  row.n = 412;
  row.p50_ms = p50;
  row.p90_ms = p50 * 1.31;
  row.images_per_s = 940 / p50;
  row.first_ms = p50 * 9.7;
  row.parity = "passed";
  row.max_diff = 3.2e-6;
  row.auc = .938;
  row.auc_loss = 0;
  row.peak_rss_mb = 212.4;
  row.note = "p99: n < 662";
  return row;
}

inline ReportInput Invented() {
  ReportInput input;
  input.title = "Invented experiment (test fixture, not a result)";
  for (const InventedDetector& detector :
       {InventedDetector{kResnet, .962, .871, .12, .071},
        InventedDetector{kMeso, .883, .794, .21, .143},
        InventedDetector{"spectrum:size=64", .561, .538, .46, .41},
        InventedDetector{"coin", .503, .496, .51, .497},
        InventedDetector{"brightness", .489, .512, .52, .488}})
    AddDetector(input, detector);
  AddRow(input, "coin", "all", "auc:interval=simultaneous", .4995, .058);
  AddRow(input, "brightness", "all", "auc:interval=simultaneous", .5005, .061);
  for (const auto& [model, scale] :
       {std::pair<std::string, double>{"small_resnet", 3.4}, {"meso4", 1.1}}) {
    const std::string folder = "runs/invented/" + model;
    input.latency.push_back(Timed(folder, "torch:layout=nchw,precision=fp32,threads=1", scale));
    input.latency.push_back(Timed(folder, "torch_frozen:threads=1", scale * .61));
    input.latency.push_back(Timed(folder, "opencv_dnn:target=cpu,threads=1", scale * .78));
  }
  LatencyRow wrong = Timed("runs/invented/meso4", "torch:layout=nchw,precision=bf16,threads=1", .5);
  wrong.parity = "failed";
  wrong.max_diff = .31;
  wrong.note = "max |dlogit| .31 is above the bound of .05";
  input.latency.push_back(wrong);
  LatencyRow null = Timed("runs/invented/meso4", "null", .004);
  null.parity = "control";
  null.max_diff = null.auc = null.auc_loss = kNaN;
  null.note = "answers nothing: what the harness itself costs";
  input.latency.push_back(null);
  for (const std::string& detector : {kResnet, kMeso, std::string("spectrum:size=64"),
                                      std::string("coin"), std::string("brightness")})
    input.scores.push_back({detector, "invented", "f1e2d3c4", 300, 900, 2, 5});
  using Topic = ReportFact::Topic;
  input.facts = {{Topic::kTested, "corpus invented",
                  "300 genuine pictures and 900 fakes of 60 people (test), fingerprint f1e2d3c4"},
                 {Topic::kTested, "degradations", "none"},
                 {Topic::kSeed, "corpus", "1"},
                 {Topic::kSeed, "training", "1"},
                 {Topic::kSeed, "bootstrap", "1"},
                 {Topic::kCommand, "command line",
                  "swapbench run experiments/accuracy/invented.ini --out runs/invented --seed 1"},
                 {Topic::kEnvironment, "machine", "Imaginary CPU, 2 cores, 8 GB"},
                 {Topic::kEnvironment, "compiler", "GNU 12.2.0, Release"},
                 {Topic::kRecipe, "recipe",
                  "[corpus]\nseed = 1\ncount = 1500\n\n[detector.coin]\nspec = coin"}};
  return input;
}

}  // namespace swapbench
