// SPDX-License-Identifier: Apache-2.0
/// DeLong's variance of the AUC in O(n log n) (Sun and Xu 2014, "Fast implementation of DeLong's
/// algorithm"). It treats every row as independent, which frames of one person are not: offered for
/// comparison with other papers, never as this toolkit's interval.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "stats/bootstrap.h"

namespace swapbench {

struct DeLongResult {
  std::vector<double> auc;                      // one a detector
  std::vector<std::vector<double>> covariance;  // between detectors; NaN below 2 rows of a class
};

/// scores[k][i] is detector k's score of row i; `fake` runs parallel to the rows. AUC is NaN where
/// a class is absent.
DeLongResult DeLong(const std::vector<std::vector<double>>& scores, std::span<const uint8_t> fake);

/// auc +- z * sd, clipped to [0, 1] as pROC does.
Interval DeLongInterval(const DeLongResult& result, size_t detector, double level);

/// Two-sided p of "detectors a and b have the same AUC", on the same rows. 1 where the scores rank
/// alike (the difference and its variance are 0).
double DeLongPValue(const DeLongResult& result, size_t a, size_t b);

}  // namespace swapbench
