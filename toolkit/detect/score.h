// SPDX-License-Identifier: Apache-2.0
/// Scoring: a dataset and a detector become a score table.
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"
#include "detect/detector.h"

namespace swapbench {

struct ScoreOptions {
  std::vector<std::string> splits = {"val", "test"};  // empty: all
  int threads = 0;
  int batch = 32;
};

/// Rows in corpus order. `detector_spec` is the canonical spec. Decoding runs in `threads` workers.
/// Throws Error, before the first face is scored, where the splits hold no real or no fake.
ScoreTable ScoreDataset(const Dataset& dataset, Detector& detector,
                        const std::string& detector_spec, const ScoreOptions& options);

}  // namespace swapbench
