// SPDX-License-Identifier: Apache-2.0
#include "store/folder.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "store/manifest.h"
#include "store/papers.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kTemporaryMark = ".swapbench-tmp-";

void PublishUnlessThere(const fs::path& path, const std::string& text) {
  if (!fs::exists(path) || ReadFile(path) != text) PublishFile(path, text);
}

void PublishLocked(const fs::path& folder, size_t shards) {
  std::vector<SideCar> side_cars;
  for (size_t shard = 0; shard < shards; ++shard) {
    side_cars.push_back(ReadSideCar(folder / SideCarName(shard)));
    std::error_code ignored;
    fs::remove(LockPath(folder, ShardName(shard)), ignored);
    RemoveTemporaries(folder, ShardName(shard));
    RemoveTemporaries(folder, SideCarName(shard));
  }
  RemoveTemporaries(folder, kManifestName);
  for (const auto& [name, text] : kPapers) {
    RemoveTemporaries(folder, name);
    PublishUnlessThere(folder / name, text(side_cars));
  }
  PublishUnlessThere(folder / kManifestName, ManifestText(side_cars));
}

}  // namespace

fs::path LockPath(const fs::path& folder, const std::string& what) {
  return folder / ("." + what + ".lock");
}

void RemoveTemporaries(const fs::path& folder, const std::string& of) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with("." + of + std::string(kTemporaryMark)))
      fs::remove(entry.path(), ignored);
}

void CheckFolderIsOurs(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool ours = name.starts_with("shard-") || name.starts_with(".") ||
                      name == kManifestName ||
                      std::ranges::find(kPapers, name, &Paper::name) != kPapers.end();
    Check(ours, folder.string(), " already holds '", name,
          "', which is no part of a corpus; choose an empty or new folder.");
  }
}

void PublishSummary(const fs::path& folder, size_t shards) {
  const fs::path lock_path = LockPath(folder, kManifestName);
  while (true) {
    const FileLock lock(lock_path);
    if (lock.held()) {
      PublishLocked(folder, shards);
      std::error_code ignored;
      fs::remove(lock_path, ignored);
      return;
    }
    ThrowIfStopped();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace swapbench
