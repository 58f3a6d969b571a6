// SPDX-License-Identifier: Apache-2.0
#include "data/folder_check.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "data/folder_files.h"
#include "data/listing.h"

namespace swapbench {
namespace fs = std::filesystem;

void CompareWithFolder(Listing& listing, const fs::path& root, bool extras) {
  const std::vector<std::string> files = FilesBelow(root);
  std::set<std::string> listed;
  std::set<std::pair<fs::path, fs::path>> kinds;  // folder and extension
  for (const Listed& one : listing.files) {
    const fs::path file(one.file);
    listed.insert({one.file, one.mask});
    kinds.emplace(file.parent_path(), file.extension());
  }
  std::erase_if(listing.files, [&](const Listed& one) {
    if (std::ranges::binary_search(files, one.file)) return false;
    listing.faults.push_back(one.file + " is missing: the index names it");
    return true;
  });
  for (const std::string& name : files) {
    const fs::path file(name);
    if (extras && !listed.contains(name) && kinds.contains({file.parent_path(), file.extension()}))
      listing.faults.push_back(name + " is one too many: the index does not name it");
  }
}

}  // namespace swapbench
