// SPDX-License-Identifier: Apache-2.0
/// Percentiles that may be printed. MLPerf's early stopping: a percentile p is claimed only with so
/// many queries that, at confidence .99, at least a share p of all queries is as fast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace swapbench {

/// Fewest queries of which `slow` may be slower than the value that is printed: h + slow with the
/// smallest h for which I_p(h, slow + 1) <= .01, I the regularised incomplete beta function.
/// slow >= 1. With slow = 1: 11, 64, 130, 662 for p = .5, .9, .95, .99.
size_t QueriesNeeded(double p, size_t slow);

/// sorted[n - t] for the largest t with n >= QueriesNeeded(p, t); NaN where there is none.
/// `sorted` ascends.
double StoppedPercentile(std::span<const int64_t> sorted, double p);

}  // namespace swapbench
