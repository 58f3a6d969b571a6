// SPDX-License-Identifier: Apache-2.0
/// Passes over a weighted ranking that several metrics share.
#pragma once

#include <cstddef>
#include <limits>
#include <span>

#include "stats/metric.h"

namespace swapbench {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

struct ClassWeights {
  double real = 0, fake = 0;

  bool both() const { return real > 0 && fake > 0; }
};

/// Rows [begin, end).
inline ClassWeights WeightsBetween(const Ranking& ranking, std::span<const double> weight,
                                   size_t begin, size_t end) {
  double of_class[2] = {0, 0};
  for (size_t i = begin; i < end; ++i) of_class[ranking.fake[i]] += weight[i];
  return {of_class[0], of_class[1]};
}

inline ClassWeights TotalWeights(const Ranking& ranking, std::span<const double> weight) {
  return WeightsBetween(ranking, weight, 0, ranking.size());
}

/// The points of the ROC from (0, 0) to (1, 1), one after each tie group, from the highest score
/// down: visit(ClassWeights called fake so far) until it returns false.
template <class Visit>
void WalkRoc(const Ranking& ranking, std::span<const double> weight, Visit visit) {
  ClassWeights called;
  for (size_t group = ranking.group_end.size(); group > 0; --group) {
    const size_t begin = group > 1 ? ranking.group_end[group - 2] : 0;
    const ClassWeights tied = WeightsBetween(ranking, weight, begin, ranking.group_end[group - 1]);
    called.real += tied.real;
    called.fake += tied.fake;
    if (!visit(called)) return;
  }
}

/// What the frozen threshold does; NaN where a class has no weight or there is no threshold.
struct ErrorRates {
  double miss, false_alarm;  // P(score < t | fake), P(score >= t | real)
};
ErrorRates RatesAtThreshold(const Ranking& ranking, std::span<const double> weight);

}  // namespace swapbench
