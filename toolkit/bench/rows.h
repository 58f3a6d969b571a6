// SPDX-License-Identifier: Apache-2.0
/// From the answers of a row's worker processes to the row.
#pragma once

#include <string>
#include <vector>

#include "bench/job.h"
#include "bench/latency.h"
#include "bench/tier.h"

namespace swapbench {

/// What is known of a row before anything ran.
struct RowPlan {
  std::string model;
  Spec backend;  // canonical
  int threads = 1;
  double reference_auc = LatencyRow::kNone;
  std::vector<bool> fake;  // of the parity faces
};

/// One answer a repetition. Percentiles are taken in each repetition; the row holds their median
/// and, where they scatter, says so: an inter-quartile range above 10 % or 25 % of the median.
LatencyRow MakeRow(const RowPlan& plan, const Tier& tier, const std::vector<BenchAnswer>& answers);

}  // namespace swapbench
