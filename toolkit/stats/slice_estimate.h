// SPDX-License-Identifier: Apache-2.0
/// One slice of one table: every metric with its identity-bootstrap interval.
#pragma once

#include <vector>

#include "stats/bootstrap.h"
#include "stats/estimate.h"
#include "stats/slices.h"
#include "stats/threshold.h"

namespace swapbench {

/// One row a metric, in the order given. Refused records are left out of the value; the note holds
/// the value with them counted as errors. A metric of fakes only (miss rate) is never pooled over
/// methods: NaN, and the note names the worst.
std::vector<Estimate> EstimateSlice(const ScoreTable& table, const Slice& slice,
                                    const std::vector<Spec>& metrics,
                                    const FrozenThreshold& threshold,
                                    const BootstrapOptions& options);

/// `auc:interval=delong`: for comparison with other papers; its note says that it ignores identity.
Estimate EstimateDeLong(const ScoreTable& table, const Slice& slice, double level);

}  // namespace swapbench
