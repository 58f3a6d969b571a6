// SPDX-License-Identifier: Apache-2.0
/// What every dataset of listed files does: a file's place and bytes, and who is whose twin.
#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/listing.h"

namespace swapbench {

/// Throws Error where the name leads out of `root`.
std::filesystem::path ListedPath(const std::filesystem::path& root, const std::string& file);
std::string ReadListed(const std::filesystem::path& root, const std::string& file);

/// The id of each entry by what its index calls it; by itself where the index does not.
std::unordered_map<std::string, std::string> IdsByFormerId(const std::vector<Listed>& listed);

/// Makes each `twin` the id of an entry of `kept`, or empty: an index speaks of its own ids, and a
/// twin that was refused or never listed is none. With `find`, a fake's twin is the one real entry
/// of its target; targets with several have no one twin.
void SettleTwins(std::vector<Listed>& kept, bool find);

}  // namespace swapbench
