// SPDX-License-Identifier: Apache-2.0
/// Is one detector better than another? Paired: both are judged on the same resampled people.
#pragma once

#include <string>
#include <vector>

#include "stats/evaluate.h"

namespace swapbench {

struct Difference {
  std::string detector, other, corpus;  // value = detector minus other
  std::string metric;                   // canonical spec
  double value, low, high;
  double p;       // two-sided, from the share of replicates on either side of 0
  double p_holm;  // adjusted over all differences of one call
  size_t n, clusters;
  std::string note;
};

/// Every pair of tables of the same corpus, in the order given, on the records that are in slice
/// `all` of both and that both scored; what one table does not know of a record is taken from the
/// other (stats/complete.h). p is 2 * min(share <= 0, share >= 0) with one added to counts and
/// replicates, at most 1. NaN and a note: no common records of both classes, corpora of one name
/// with two fingerprints, tables that disagree on who is shown. Throws Error where they disagree on
/// a record's label.
std::vector<Difference> CompareDetectors(const std::vector<ScoreTable>& tables,
                                         const EvaluateOptions& options,
                                         const Spec& metric = {"auc", {}});

/// Rows with metric NAME:interval=paired,minus=[DETECTOR]; the note holds both p values.
std::vector<Estimate> ToEstimates(const std::vector<Difference>& differences);

/// Holm's step-down adjustment (1979), in the given order; NaN stays NaN and is not counted.
std::vector<double> HolmAdjust(const std::vector<double>& p);

}  // namespace swapbench
