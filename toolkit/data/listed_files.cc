// SPDX-License-Identifier: Apache-2.0
#include "data/listed_files.h"

#include "core/error.h"
#include "core/file.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

void RenameTwins(std::vector<Listed>& kept) {
  const auto ids = IdsByFormerId(kept);
  for (Listed& one : kept) {
    const auto found = ids.find(one.info.twin);
    one.info.twin = found == ids.end() ? "" : found->second;
  }
}

void FindTwins(std::vector<Listed>& kept) {
  std::unordered_map<std::string, std::vector<std::string>> reals;
  for (const Listed& one : kept)
    if (one.info.label == Label::kReal) reals[one.info.target].push_back(one.info.id);
  for (Listed& one : kept) {
    if (one.info.label == Label::kReal) continue;
    const auto found = reals.find(one.info.target);
    if (found != reals.end() && found->second.size() == 1) one.info.twin = found->second.front();
  }
}

}  // namespace

fs::path ListedPath(const fs::path& root, const std::string& file) {
  const fs::path relative = fs::path(file).lexically_normal();
  Check(!relative.is_absolute() && !relative.empty() && *relative.begin() != "..", file,
        " lies outside the folder.");
  return root / relative;
}

std::string ReadListed(const fs::path& root, const std::string& file) {
  return ReadFile(ListedPath(root, file));
}

std::unordered_map<std::string, std::string> IdsByFormerId(const std::vector<Listed>& listed) {
  std::unordered_map<std::string, std::string> ids;
  for (const Listed& one : listed)
    ids.emplace(one.former_id.empty() ? one.info.id : one.former_id, one.info.id);
  return ids;
}

void SettleTwins(std::vector<Listed>& kept, bool find) {
  RenameTwins(kept);
  if (find) FindTwins(kept);
}

}  // namespace swapbench
