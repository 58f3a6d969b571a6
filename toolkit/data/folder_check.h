// SPDX-License-Identifier: Apache-2.0
/// A listing that an index gave, against what is really in the folder.
#pragma once

#include <filesystem>

namespace swapbench {

struct Listing;

/// Listed files that are not below `root` leave the listing, a fault each. A file that lies beside
/// listed ones and ends as they do, but is not listed, is a fault as well where `extras` are
/// wanted.
void CompareWithFolder(Listing& listing, const std::filesystem::path& root, bool extras);

}  // namespace swapbench
