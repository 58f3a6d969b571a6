// SPDX-License-Identifier: Apache-2.0
#include "store/merge.h"

#include <algorithm>
#include <map>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "store/folder.h"
#include "store/side_car.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

struct Found {
  SideCar side_car;
  fs::path folder;
};

std::vector<SideCar> SideCarsIn(const fs::path& folder) {
  Check(fs::is_directory(folder), "There is no folder ", folder.string(), '.');
  std::vector<SideCar> side_cars;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().starts_with("shard-") &&
        entry.path().extension() == ".json")
      side_cars.push_back(ReadSideCar(entry.path()));
  return side_cars;
}

/// By number; of one that several parts hold, the first.
std::map<size_t, Found> FindShards(std::span<const fs::path> parts) {
  std::map<size_t, Found> found;
  for (const fs::path& part : parts) {
    const std::vector<SideCar> side_cars = SideCarsIn(part);
    Check(!side_cars.empty(), part.string(), " holds no finished shard of a corpus.");
    for (const SideCar& side_car : side_cars) {
      if (!found.empty())
        CheckSameCorpus(side_car, found.begin()->second.side_car, part,
                        "only parts of one corpus can be merged, so leave it out");
      const auto [at, is_new] = found.emplace(side_car.shard, Found{side_car, part});
      Check(is_new || at->second.side_car.sha256 == side_car.sha256, ShardName(side_car.shard),
            " is not the same in ", at->second.folder.string(), " and in ", part.string(),
            ": verify both.");
    }
  }
  return found;
}

void CheckNoneIsMissing(const std::map<size_t, Found>& found) {
  const size_t shards = found.begin()->second.side_car.shards();
  std::vector<std::string> missing;
  for (size_t shard = 0; shard < shards; ++shard)
    if (!found.contains(shard)) missing.push_back(std::to_string(shard));
  Check(missing.empty(), "Of ", shards, " shards no part holds ", Join(missing, ", "),
        "; make them with --shards, then merge again.");
}

bool LiesThere(const fs::path& out, const SideCar& side_car) {
  const fs::path path = out / SideCarName(side_car.shard);
  if (!fs::exists(path) || ReadFile(path) != ToJson(side_car)) return false;
  std::error_code missing;
  return fs::file_size(out / ShardName(side_car.shard), missing) == side_car.bytes && !missing;
}

void Copy(const Found& found, const fs::path& out) {
  const SideCar& side_car = found.side_car;
  const fs::path from = found.folder / ShardName(side_car.shard);
  const std::string bytes = ReadFile(from);
  const std::string altered = FindAlteredBytes(side_car, bytes);
  Check(altered.empty(), from.string(), ": ", altered,
        "; delete it with its side-car and make it again.");
  PublishFile(out / ShardName(side_car.shard), bytes);
  PublishFile(out / SideCarName(side_car.shard), ToJson(side_car));
}

}  // namespace

CorpusInfo MergeCorpus(std::span<const fs::path> parts, const fs::path& out) {
  Check(!parts.empty(), "Name at least one folder to merge.");
  const std::map<size_t, Found> found = FindShards(parts);
  CheckNoneIsMissing(found);
  MakeFolder(out);
  CheckFolderIsOurs(out);
  const SideCar& first = found.begin()->second.side_car;
  for (const SideCar& side_car : SideCarsIn(out)) CheckSameCorpus(side_car, first, out);
  Progress progress("merging", "shards", found.size());
  for (const auto& [number, shard] : found) {
    ThrowIfStopped();
    if (!LiesThere(out, shard.side_car)) Copy(shard, out);
    progress.Advance();
  }
  PublishSummary(out, found.size());
  return OpenCorpus(out)->corpus_info();
}

}  // namespace swapbench
