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

}  // namespace swapbench
