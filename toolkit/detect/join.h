// SPDX-License-Identifier: Apache-2.0
/// Third-party scores meet a corpus: their score, our label and columns.
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"
#include "stats/scores.h"

namespace swapbench {

struct JoinedScores {
  ScoreTable table;                  // in corpus order, with the corpus' columns
  std::vector<std::string> missing;  // records of the splits that have no score
  std::vector<std::string> unknown;  // ids with a score that the corpus does not hold
};

/// Joins by id. Labels are the corpus'; throws Error naming the id where the given label
/// contradicts it, or where no id matches at all. `splits` empty: all.
JoinedScores JoinScores(const ScoreTable& given, const Dataset& dataset,
                        const std::vector<std::string>& splits);

/// A row with everything but the verdict.
ScoreRow MakeScoreRow(const SampleInfo& info);

}  // namespace swapbench
