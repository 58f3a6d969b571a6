// SPDX-License-Identifier: Apache-2.0
/// manifest.json: computed from the side-cars, byte for byte the same whoever writes it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "store/side_car.h"

namespace swapbench {

inline constexpr const char* kManifestName = "manifest.json";

/// What the side-cars of a complete corpus, in order, add up to.
CorpusInfo Summarise(const std::vector<SideCar>& side_cars);

std::string ManifestText(const std::vector<SideCar>& side_cars);  // sealed JSON

/// All side-cars of the corpus in `folder`, in order. Throws Error naming the first that is
/// missing, altered or of another corpus, or saying that the folder holds no corpus.
std::vector<SideCar> ReadSideCars(const std::filesystem::path& folder);

/// The number of shards that the manifest states; throws Error where it is missing or altered.
size_t ReadShardCount(const std::filesystem::path& folder);

}  // namespace swapbench
