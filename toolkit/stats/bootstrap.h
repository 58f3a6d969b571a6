// SPDX-License-Identifier: Apache-2.0
/// The identity bootstrap: whole people are drawn with replacement, never single frames.
///
/// A replicate gives every unit (identity) a multinomial weight. A real weighs w[target]; a fake
/// weighs w[target] * w[source], over its distinct identities: a self-blend counts its person once.
/// Nominal 95 % intervals cover 95-99 %, and 100 % where each target has one source, as in
/// FaceForensics++ (conservative); see tests/stats/coverage_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "stats/metric.h"

namespace swapbench {

struct BootstrapOptions {
  size_t replicates = 2000;
  uint64_t seed = 1;
  double level = .95;  // of the interval
  int threads = 0;     // results do not depend on it
};

/// The independent units behind a ranking. Where a row's target is unknown its clip, keyed by
/// (dataset, method, clip), is its unit; without a clip the row itself. Identities are keyed by
/// (dataset, name); a fake whose twin is in the table takes the twin's dataset. Units are numbered
/// by name, so the same people get the same weights in every table.
struct Units {
  size_t count = 0;
  std::vector<std::array<uint32_t, 2>> of;  // parallel to the ranking; second == count: none
  std::string note;  // what was unknown; "" where every row has its identities
};

Units FindUnits(const ScoreTable& table, const Ranking& ranking);

/// What to say of an estimate behind which `behind` of `drawn` units stand: "" where they are not
/// few.
std::string FewUnitsNote(size_t behind, size_t drawn);

/// How often each of `count` units is drawn in a replicate, then a 1 for "no second unit".
std::vector<double> DrawUnits(size_t count, uint64_t seed, size_t replicate);

/// Parallel to the ranking of `units`.
std::vector<double> RowWeights(const Units& units, std::span<const double> unit_weight);

/// values[k][r] = statistic k in replicate r. `evaluate` is handed the unit weights of DrawUnits
/// and fills one value a statistic; it is called from several threads.
using Replicates = std::vector<std::vector<double>>;
Replicates Bootstrap(size_t units, size_t statistics, const BootstrapOptions& options,
                     const std::function<void(std::span<const double> unit_weight,
                                              std::span<double> values)>& evaluate);

/// All metrics on the same replicates.
Replicates BootstrapMetrics(const Ranking& ranking, const Units& units,
                            std::span<const Metric* const> metrics,
                            const BootstrapOptions& options);

/// Moves the defined replicates of a statistic so that their mean is its `value`, inside the range
/// that it can have: takes away the bootstrap's own estimate of bias (Efron & Tibshirani 1993,
/// section 10.2). A person drawn twice compares fakes with their own reals four times, not twice:
/// where fakes score almost as their twins, that bias is larger than the spread.
struct Range {
  double low = 0, high = 1;  // of every metric; a difference of two: -1 to 1
};
void Recentre(std::vector<double>& replicates, double value, Range range);

/// Percentile interval over the replicates that are defined. NaN where fewer than half are.
struct Interval {
  double low, high;
  size_t undefined;  // replicates left out
};
Interval PercentileInterval(std::vector<double> values, double level);

}  // namespace swapbench
