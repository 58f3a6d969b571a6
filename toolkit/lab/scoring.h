// SPDX-License-Identifier: Apache-2.0
/// From a corpus on disk to score tables on disk.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/spec.h"
#include "stats/scores.h"

namespace swapbench {

struct ScoreRequest {
  std::string corpus, out;  // out: FILE.h5; FILE.csv is written beside it
  std::vector<std::string> splits = {"val", "test"};
  int threads = 0;
};

/// `name`: what the table calls the detector; its canonical spec where empty. Both throw Error,
/// before they read anything, where `out` could not be written.
ScoreTable ScoreCorpus(const ScoreRequest& request, const Spec& detector,
                       const std::string& name = "");

/// A third party's scores joined with the corpus; missing and unknown ids are counted and the first
/// ones named. Throws Error as well where writing would replace `csv`.
ScoreTable ScoreFromCsv(const ScoreRequest& request, const std::filesystem::path& csv);

/// A table from .h5 or .csv, by its ending.
ScoreTable ReadScores(const std::filesystem::path& path);

}  // namespace swapbench
