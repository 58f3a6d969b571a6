// SPDX-License-Identifier: Apache-2.0
/// Score tables become estimates: the verb `evaluate`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stats/bootstrap.h"
#include "stats/estimate.h"
#include "stats/slices.h"
#include "stats/threshold.h"

namespace swapbench {

/// auc, eer, ap, tpr_at_fpr at .1 and .01, brier, accuracy, miss_rate, false_alarm_rate, and ppv at
/// 50, 10, 1, .1 and .01 %.
std::vector<Spec> DefaultMetrics();

struct EvaluateOptions : BootstrapOptions {
  std::vector<Spec> metrics = DefaultMetrics();
  std::optional<double> threshold;  // judges every table; see threshold.h for what else is tried
  bool oracle = false;              // where there is none, choose it on the judged rows and say so
  SliceOptions slices;
  bool delong = true;    // rows auc:interval=delong
  bool controls = true;  // rows auc:interval=simultaneous, see controls.h
  bool compare = true;   // rows auc:interval=paired,minus=[DETECTOR], see compare.h
  std::vector<std::string> control_detectors = {"coin", "brightness"};
};

/// Tables of one corpus first complete each other (complete.h). For each table in the order given
/// and each slice (see slices.h): one row a metric, named by its canonical spec, then DeLong's.
/// Behind them the control family, then the paired differences. The same rows for any number of
/// threads. Throws Error where a table fails CheckScores or two have the same detector and corpus,
/// or where the level is not between 0 and 1.
std::vector<Estimate> Evaluate(const std::vector<ScoreTable>& tables,
                               const EvaluateOptions& options);

}  // namespace swapbench
