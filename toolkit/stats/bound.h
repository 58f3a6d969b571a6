// SPDX-License-Identifier: Apache-2.0
/// What may be said where not one error was seen, or nothing but errors: every replicate of a
/// bootstrap is then the same, and its interval has no width and no coverage.
#pragma once

#include "stats/bootstrap.h"

namespace swapbench {

/// How many groups of rows share no unit with one another, found greedily: single rows of the class
/// that `judges` names, or pairs of a real and a fake.
size_t CountDisjoint(const Ranking& ranking, const Units& units, Judges judges);

/// Clopper and Pearson (1934) for 0 successes, or only successes, in `groups` independent groups:
/// [0, 1 - tail^(1/groups)] and [tail^(1/groups), 1] with tail = (1 - level) / 2. It holds for a
/// mean over groups as well: 1 - mean is at most the chance that a group shows any error. `value`
/// is 0 or 1. [0, 1] where there is no group.
Interval ExactBound(double value, size_t groups, double level);

/// The same authors' interval for `successes` of `trials` of which only `independent` tell
/// something of their own (frames of as many people): both are scaled to that number, after Korn
/// and Graubard (1998), so that the interval errs to the wide side. [0, 1] where there is none.
Interval ExactInterval(size_t successes, size_t trials, size_t independent, double level);

}  // namespace swapbench
