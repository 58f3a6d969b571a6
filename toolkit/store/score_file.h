// SPDX-License-Identifier: Apache-2.0
/// Score tables as HDF5, with a CSV twin beside them.
///
///   /columns/<name>      text[N]  id, label, outcome, split, dataset ...
///   /attributes/<name>   text[N]  every further column
///   /score               f64[N]   NaN where the outcome is not "scored"
///
/// Root attributes: schema, detector, corpus, fingerprint, threshold (the shortest text that reads
/// back the same).
#pragma once

#include <filesystem>

#include "stats/scores.h"

namespace swapbench {

/// Publishes `path` (FILE.h5) and the same rows as FILE.csv.
void WriteScores(const ScoreTable& table, const std::filesystem::path& path);

/// What WriteScores wrote. Throws Error naming the file where it is damaged or no score table.
ScoreTable ReadScoreFile(const std::filesystem::path& path);

}  // namespace swapbench
