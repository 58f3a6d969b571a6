// SPDX-License-Identifier: Apache-2.0
/// Short names for what has a long spec, and words for what has a short one.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace swapbench::report {

/// A name for each spec: the given one, else the last part of its model's folder, else the
/// plug-in's name. Specs that would share a name are told apart by the options in which they
/// differ. Text that is no spec names itself.
std::map<std::string, std::string> ShortNames(const std::vector<std::string>& specs,
                                              const std::map<std::string, std::string>& given);

/// "AUC" for auc, "TPR at 1 % FPR" for tpr_at_fpr:fpr=0.01; an unknown metric is its spec.
std::string MetricTitle(const std::string& spec);

/// One sentence on what the metric means; "" for an unknown one.
std::string MetricMeaning(const std::string& spec);

/// "1 %", "0.01 %", from a fraction.
std::string Percent(double fraction);

/// Letters, digits and underscores, for file names and anchors.
std::string Slug(const std::string& text);

}  // namespace swapbench::report
