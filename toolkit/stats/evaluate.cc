// SPDX-License-Identifier: Apache-2.0
#include "stats/evaluate.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "core/error.h"
#include "stats/compare.h"
#include "stats/complete.h"
#include "stats/controls.h"
#include "stats/slice_estimate.h"

namespace swapbench {
namespace {

void CheckTables(const std::vector<ScoreTable>& tables) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const ScoreTable& table : tables) {
    CheckScores(table, "The scores of '" + table.detector + "'");
    Check(seen.emplace(table.detector, table.corpus).second, "Two score tables are of detector '",
          table.detector, "' on corpus '", table.corpus,
          "'; hand in one of them, or give their `detector` columns different names.");
  }
}

/// What Estimate::training says of a slice.
std::string TrainingOf(const ScoreTable& table, const Slice& slice) {
  if (table.seen_methods.empty() || slice.control || !slice.name.starts_with("method=")) return "";
  const bool seen =
      std::ranges::find(table.seen_methods, slice.methods.front()) != table.seen_methods.end();
  return seen ? "seen" : "unseen";
}

void Append(std::vector<Estimate> more, std::vector<Estimate>& estimates) {
  std::move(more.begin(), more.end(), std::back_inserter(estimates));
}

}  // namespace

std::vector<Spec> DefaultMetrics() {
  std::vector<Spec> metrics;
  for (const char* text :
       {"auc", "eer", "ap", "tpr_at_fpr:fpr=0.1", "tpr_at_fpr:fpr=0.01", "brier", "accuracy",
        "miss_rate", "false_alarm_rate", "ppv:prevalence=0.5", "ppv:prevalence=0.1",
        "ppv:prevalence=0.01", "ppv:prevalence=0.001", "ppv:prevalence=0.0001"})
    metrics.push_back(Spec::Parse(text));
  return metrics;
}

std::vector<Estimate> Evaluate(const std::vector<ScoreTable>& given,
                               const EvaluateOptions& options) {
  Check(options.level > 0 && options.level < 1, "An interval's level lies between 0 and 1, not at ",
        options.level, ": .95 is usual.");
  Check(!options.threshold || std::isfinite(*options.threshold),
        "A threshold is a score to judge at, so it cannot be ", options.threshold.value_or(0),
        ": give a finite number.");
  const std::vector<ScoreTable> tables = CompleteTables(given);
  CheckTables(tables);
  std::vector<Estimate> estimates;
  for (const ScoreTable& table : tables) {
    const FrozenThreshold threshold =
        FreezeThreshold(table, {options.threshold, options.oracle}, options.slices);
    for (const Slice& slice : MakeSlices(table, options.slices)) {
      std::vector<Estimate> found =
          EstimateSlice(table, slice, options.metrics, threshold, options);
      if (options.delong) found.push_back(EstimateDeLong(table, slice, options.level));
      for (Estimate& estimate : found) estimate.training = TrainingOf(table, slice);
      Append(std::move(found), estimates);
    }
  }
  if (options.controls) Append(EvaluateControls(tables, options), estimates);
  if (options.compare) Append(ToEstimates(CompareDetectors(tables, options)), estimates);
  for (Estimate& estimate : estimates) estimate.level = options.level;
  return estimates;
}

}  // namespace swapbench
