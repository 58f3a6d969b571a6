// SPDX-License-Identifier: Apache-2.0
#include "stats/controls.h"

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "stats/slice_estimate.h"

namespace swapbench {
namespace {

constexpr double kTailReplicates = 10;

struct Control {
  const ScoreTable* table;
  Slice slice;
};

std::vector<Control> FindControls(const std::vector<ScoreTable>& tables,
                                  const EvaluateOptions& options) {
  std::vector<Control> controls;
  for (const ScoreTable& table : tables) {
    const std::string name = table.detector.substr(0, table.detector.find(':'));
    const bool is_control =
        std::ranges::find(options.control_detectors, name) != options.control_detectors.end();
    for (const Slice& slice : MakeSlices(table, options.slices))
      if (slice.control || (is_control && slice.name == "all")) controls.push_back({&table, slice});
  }
  return controls;
}

std::string Verdict(const Estimate& estimate) {
  if (!HasInterval(estimate)) return "not judged: no interval";
  return ContainsHalf(estimate)
             ? "contains .5, as it must"
             : "DOES NOT CONTAIN .5: the corpus or the pipeline gives the answer away";
}

}  // namespace

BootstrapOptions Simultaneous(BootstrapOptions options, size_t family) {
  options.level = 1 - (1 - options.level) / static_cast<double>(family);
  const double needed = std::ceil(kTailReplicates * 2 / (1 - options.level) - 1e-6);
  options.replicates = std::max(options.replicates, static_cast<size_t>(std::min(needed, 1e5)));
  return options;
}

bool HasInterval(const Estimate& estimate) {
  return !std::isnan(estimate.low) && !std::isnan(estimate.high);
}

bool ContainsHalf(const Estimate& estimate) {
  return estimate.low <= .5 && estimate.high >= .5;  // false for NaN
}

std::vector<Estimate> EvaluateControls(const std::vector<ScoreTable>& tables,
                                       const EvaluateOptions& options) {
  const std::vector<Control> controls = FindControls(tables, options);
  if (controls.empty()) return {};
  const BootstrapOptions bootstrap = Simultaneous(options, controls.size());
  std::vector<Estimate> estimates;
  for (const Control& control : controls) {
    Estimate estimate =
        EstimateSlice(*control.table, control.slice, {Spec{"auc", {}}}, {}, bootstrap).front();
    estimate.metric = kSimultaneousAuc;
    estimate.note = JoinNotes({Verdict(estimate),
                               Concat("one of ", controls.size(), " controls, Bonferroni level ",
                                      ToText(std::round(bootstrap.level * 1e6) / 1e6), ", ",
                                      bootstrap.replicates, " replicates"),
                               estimate.note});
    estimates.push_back(estimate);
  }
  return estimates;
}

bool ControlsPass(const std::vector<Estimate>& estimates) {
  return std::ranges::all_of(
      estimates, [](const Estimate& e) { return e.metric != kSimultaneousAuc || ContainsHalf(e); });
}

}  // namespace swapbench
