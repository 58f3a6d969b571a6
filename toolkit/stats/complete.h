// SPDX-License-Identifier: Apache-2.0
/// Tables of one corpus tell each other what they know of its records.
#pragma once

#include <vector>

#include "stats/scores.h"

namespace swapbench {

/// A table without a corpus takes name and fingerprint of the one named corpus whose tables hold
/// any of its ids. Then what a row does not know (split, dataset, clip, target, source, method,
/// twin) is taken from the first table of the same corpus that does. Nothing known is changed.
std::vector<ScoreTable> CompleteTables(std::vector<ScoreTable> tables);

/// The same name, and not two different fingerprints.
bool SameCorpus(const ScoreTable& a, const ScoreTable& b);

}  // namespace swapbench
