// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/parallel.h"
#include "store/corpus.h"
#include "store/manifest.h"
#include "store/papers.h"
#include "store/record_hash.h"
#include "store/shard_reader.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

/// The shard that a name such as shard-00003.json belongs to.
std::optional<size_t> ShardOf(const std::string& name) {
  if (!name.starts_with("shard-")) return {};
  const size_t shard = std::strtoull(name.c_str() + 6, nullptr, 10);
  if (name == ShardName(shard) || name == SideCarName(shard)) return shard;
  return {};
}

class Verifier {
 public:
  Verifier(fs::path folder, int threads) : folder_(std::move(folder)), threads_(threads) {}

  std::vector<std::string> Run() {
    if (!fs::is_directory(folder_)) return {Concat("There is no folder ", folder_.string(), ".")};
    for (const auto& entry : fs::directory_iterator(folder_))
      present_.insert(entry.path().filename().string());
    const size_t shards = CountShards();
    if (shards == 0) return {Concat(folder_.string(), " holds no corpus.")};
    side_cars_.resize(shards);
    for (size_t shard = 0; shard < shards; ++shard) LoadSideCar(shard);
    CheckSummary();
    shard_faults_.resize(shards);
    ParallelFor(shards, threads_, [&](size_t shard) { CheckShard(shard); });
    for (auto& faults : shard_faults_) std::ranges::move(faults, std::back_inserter(faults_));
    NameExtras();
    return faults_;
  }

 private:
  /// From whatever still says so: the manifest, a side-car, or else the names of the files.
  size_t CountShards() {
    try {
      return ReadShardCount(folder_);
    } catch (const Error& error) {
      manifest_fault_ = error.what();
    }
    size_t shards = 0;
    for (const std::string& name : present_) {
      const auto shard = ShardOf(name);
      if (!shard) continue;
      shards = std::max(shards, *shard + 1);
      if (name != SideCarName(*shard)) continue;
      try {
        return ReadSideCar(folder_ / name).shards();
      } catch (const Error&) {
        continue;  // named by LoadSideCar
      }
    }
    return shards;
  }

  void LoadSideCar(size_t shard) {
    const fs::path path = folder_ / SideCarName(shard);
    if (!present_.contains(SideCarName(shard))) {
      faults_.push_back(Concat(path.string(), " is missing."));
      return;
    }
    try {
      SideCar side_car = ReadSideCar(path);
      Check(side_car.shard == shard && side_car.shards() == side_cars_.size() &&
                FitsTheOthers(side_car),
            path.string(), " belongs to another shard or corpus.");
      side_cars_[shard] = std::move(side_car);
    } catch (const Error& error) {
      faults_.emplace_back(error.what());
    }
  }

  bool FitsTheOthers(const SideCar& side_car) const {
    const auto sound = std::ranges::find_if(
        side_cars_, [](const std::optional<SideCar>& one) { return one.has_value(); });
    return sound == side_cars_.end() || AreOfOneCorpus(**sound, side_car);
  }

  /// Manifest and papers are recomputed where all side-cars are sound.
  void CheckSummary() {
    std::vector<SideCar> sound;
    for (const auto& side_car : side_cars_)
      if (side_car) sound.push_back(*side_car);
    if (sound.size() == side_cars_.size()) {
      CheckText(kManifestName, ManifestText(sound), "", "");
      for (const auto& [name, text] : kPapers) CheckPaper(name, text(sound));
      return;
    }
    if (!manifest_fault_.empty()) faults_.push_back(manifest_fault_);
    for (const Paper& paper : kPapers)
      if (!present_.contains(paper.name))
        faults_.push_back(Concat((folder_ / paper.name).string(), " is missing."));
  }

  /// Another version of the toolkit may have written less or in other words, which only a person
  /// can tell from an alteration. The records are judged by their own hashes.
  void CheckPaper(const char* name, const std::string& wanted) {
    CheckText(name, wanted, " or another version of SwapBench wrote it",
              Concat("; `swapbench merge ", folder_.string(), " --out ", folder_.string(),
                     "` writes it anew"));
  }

  void CheckText(const char* name, const std::string& wanted, const std::string& or_else,
                 const std::string& remedy) {
    const fs::path path = folder_ / name;
    if (!present_.contains(name)) {
      faults_.push_back(Concat(path.string(), " is missing", remedy, '.'));
      return;
    }
    const std::string found = ReadFile(path);
    if (found == wanted) return;
    const auto [at, _] = std::ranges::mismatch(found, wanted);
    faults_.push_back(Concat(path.string(), " was altered", or_else, ": it differs from byte ",
                             at - found.begin(), " on (", found.size(), " bytes, ", wanted.size(),
                             " as written)", remedy, '.'));
  }

  void CheckShard(size_t shard) {
    const fs::path path = folder_ / ShardName(shard);
    std::vector<std::string>& faults = shard_faults_[shard];
    if (!present_.contains(ShardName(shard))) {
      faults.push_back(Concat(path.string(), " is missing."));
      return;
    }
    if (!side_cars_[shard]) return;  // its side-car is among the faults already
    try {
      const SideCar& side_car = *side_cars_[shard];
      const std::string altered = FindAlteredBytes(side_car, ReadFile(path));
      Check(altered.empty(), path.string(), " was altered: ", altered, ".");
      const ShardReader reader(folder_, side_car);
      for (size_t i = 0; i < reader.size(); ++i)
        if (RecordHash(reader.Read(i)) != side_car.record_hashes[i])
          faults.push_back(Concat(path.string(), ": record ", reader.info(i).id,
                                  " does not have the hash that the side-car states."));
    } catch (const Error& error) {
      faults.emplace_back(error.what());
    }
  }

  void NameExtras() {
    std::set<std::string> known = {kManifestName};
    for (const Paper& paper : kPapers) known.insert(paper.name);
    for (size_t shard = 0; shard < side_cars_.size(); ++shard) {
      known.insert(ShardName(shard));
      known.insert(SideCarName(shard));
    }
    for (const std::string& name : present_) {
      std::error_code ignored;
      const bool lock = name.starts_with(".") && name.ends_with(".lock") &&
                        known.contains(name.substr(1, name.size() - 6)) &&
                        fs::file_size(folder_ / name, ignored) == 0;
      if (!known.contains(name) && !lock)
        faults_.push_back(Concat((folder_ / name).string(), " is no part of this corpus."));
    }
  }

  fs::path folder_;
  int threads_;
  std::set<std::string> present_;
  std::string manifest_fault_;
  std::vector<std::optional<SideCar>> side_cars_;
  std::vector<std::vector<std::string>> shard_faults_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> VerifyCorpus(const fs::path& folder, int threads) {
  return Verifier(folder, threads).Run();
}

}  // namespace swapbench
