// SPDX-License-Identifier: Apache-2.0
/// Rows that must show chance: a detector that cannot know (coin), one that must not (brightness),
/// and every detector on fakes with nothing swapped. An AUC other than .5 there means that the
/// corpus or the pipeline gives the answer away.
#pragma once

#include <vector>

#include "stats/evaluate.h"

namespace swapbench {

/// The controls judged as one family: Bonferroni, so that all intervals hold .5 at once with
/// probability of at least the level if all is well. Metric auc:interval=simultaneous; the note
/// says whether the interval contains .5. More replicates are drawn than asked for where the
/// tails would hold fewer than ten. Empty where there is no control.
std::vector<Estimate> EvaluateControls(const std::vector<ScoreTable>& tables,
                                       const EvaluateOptions& options);

inline constexpr const char* kSimultaneousAuc = "auc:interval=simultaneous";

/// Bonferroni: options under which `family` intervals hold at once at the level of `options`, with
/// enough replicates for ten in each tail (100,000 at most).
BootstrapOptions Simultaneous(BootstrapOptions options, size_t family);

/// False where an interval could not be computed: the row is not judged.
bool HasInterval(const Estimate& estimate);

/// Chance lies within the interval; false where there is no interval.
bool ContainsHalf(const Estimate& estimate);

/// True where every control row (metric auc:interval=simultaneous) contains .5; also true where
/// there is none. A row without an interval fails.
bool ControlsPass(const std::vector<Estimate>& estimates);

}  // namespace swapbench
