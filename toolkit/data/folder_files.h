// SPDX-License-Identifier: Apache-2.0
/// The files of a folder, for listings.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace swapbench {

/// Every regular file below `root`, relative to it with '/' between folders, sorted. Links to
/// folders are followed, for benchmarks are large and lie on several disks, but never back into a
/// folder that the walk is in. Throws Error where there is no such folder.
std::vector<std::string> FilesBelow(const std::filesystem::path& root);

/// `file` without its extension: "a.b/c.png" gives "a.b/c".
std::string WithoutExtension(const std::string& file);

/// The first ones, and how many more: "a, b, c and 4 more".
std::string NameSome(std::span<const std::string> files);

}  // namespace swapbench
