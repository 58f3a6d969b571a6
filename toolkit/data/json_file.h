// SPDX-License-Identifier: Apache-2.0
/// Reading somebody's JSON file.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace swapbench {

/// Throws Error naming the file, and the line at which it is no JSON.
nlohmann::json ReadJsonFile(const std::filesystem::path& path);

}  // namespace swapbench
