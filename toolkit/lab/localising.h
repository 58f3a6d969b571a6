// SPDX-License-Identifier: Apache-2.0
/// How well a model draws where a swap ends, on a corpus that knows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace swapbench {

struct LocaliseRequest {
  std::filesystem::path model, corpus;
  std::string split = "test";
  uint64_t seed = 1;  // of the bootstrap and of the untrained network's weights
  int threads = 0;
  std::filesystem::path out;  // folder of localisation.json and localisation.csv; empty: neither
};

/// Prints overlaps with intervals beside those of an untrained network of the same kind, of one
/// guess for all pictures and of the true seam; then writes both files or none. Throws Error where
/// the model draws no seam or the corpus has no fakes with masks in split val or the judged one.
void LocaliseModel(const LocaliseRequest& request);

}  // namespace swapbench
