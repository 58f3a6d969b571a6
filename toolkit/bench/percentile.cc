// SPDX-License-Identifier: Apache-2.0
#include "bench/percentile.h"

#include <boost/math/special_functions/beta.hpp>
#include <limits>

namespace swapbench {
namespace {

constexpr double kRisk = .01;  // one minus the confidence

/// Smallest x in [low, high] with holds(x), which is true from some x on and at `high`.
template <class Predicate>
size_t FirstThat(size_t low, size_t high, Predicate holds) {
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

}  // namespace

size_t QueriesNeeded(double p, size_t slow) {
  const auto enough = [&](size_t h) {
    return boost::math::ibeta(static_cast<double>(h), static_cast<double>(slow + 1), p) <= kRisk;
  };
  size_t high = 1;
  while (!enough(high)) high *= 2;
  return FirstThat(1, high, enough) + slow;
}

double StoppedPercentile(std::span<const int64_t> sorted, double p) {
  const size_t n = sorted.size();
  if (n < QueriesNeeded(p, 1)) return std::numeric_limits<double>::quiet_NaN();
  const size_t too_many = FirstThat(2, n, [&](size_t slow) { return QueriesNeeded(p, slow) > n; });
  return static_cast<double>(sorted[n - (too_many - 1)]);
}

}  // namespace swapbench
