// SPDX-License-Identifier: Apache-2.0
/// The sentences of a verdict: what was found, and what may not be concluded from it.
#pragma once

#include <vector>

#include "report/verdict.h"

namespace swapbench::report {

/// One for each detector and corpus on which it was scored (against chance, its worst method, what
/// it means for a thousand pictures), then those on time.
std::vector<Statement> Findings(const Results& results);

/// What a reader might take from the numbers, but must not.
std::vector<Statement> Cautions(const Results& results);

}  // namespace swapbench::report
