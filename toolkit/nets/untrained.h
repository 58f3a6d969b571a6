// SPDX-License-Identifier: Apache-2.0
/// A model folder with seeded random weights: what a network costs to run does not depend on what
/// it has learnt.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/spec.h"

namespace swapbench {

/// `network` as written in the registry. Publishes weights, then model.ini with an unknown
/// threshold.
void WriteUntrainedModel(const Spec& network, uint64_t seed, const std::filesystem::path& folder);

/// The same in a folder of its own that vanishes with it.
class UntrainedFolder {
 public:
  UntrainedFolder(const Spec& network, uint64_t seed);
  ~UntrainedFolder();
  UntrainedFolder(const UntrainedFolder&) = delete;
  UntrainedFolder& operator=(const UntrainedFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace swapbench
