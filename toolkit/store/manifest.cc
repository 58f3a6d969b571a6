// SPDX-License-Identifier: Apache-2.0
#include "store/manifest.h"

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/text.h"
#include "store/record_hash.h"
#include "store/schema.h"

namespace swapbench {
namespace {

std::string FileLine(const SideCar& side_car) {
  JsonObject json;
  json.Set("shard", ShardName(side_car.shard))
      .Set("records", side_car.records)
      .Set("bytes", side_car.bytes)
      .Set("xxh3", side_car.xxh3)
      .Set("sha256", side_car.sha256)
      .Set("side_car_sha256", Sha256(ToJson(side_car)));
  return json.ToString();
}

}  // namespace

CorpusInfo Summarise(const std::vector<SideCar>& side_cars) {
  CorpusInfo info;
  const SideCar& first = side_cars.front();
  info.name = first.header.name;
  info.recipe = first.header.recipe;
  info.card = first.header.card;
  info.seed = first.header.seed;
  info.toolkit_version = first.environment.toolkit_version;
  info.shards = side_cars.size();
  std::vector<std::string> leaves;
  for (const SideCar& side_car : side_cars) {
    info.records += side_car.records;
    leaves.insert(leaves.end(), side_car.record_hashes.begin(), side_car.record_hashes.end());
    for (const auto& [key, count] : side_car.counts) info.counts[key] += count;
  }
  info.fingerprint = MerkleRoot(std::move(leaves));
  return info;
}

std::string ManifestText(const std::vector<SideCar>& side_cars) {
  const CorpusInfo info = Summarise(side_cars);
  const SideCar& first = side_cars.front();
  std::vector<std::string> files;
  for (const SideCar& side_car : side_cars) files.push_back(FileLine(side_car));
  JsonObject environment, counts, json;
  environment.Set("opencv_version", first.environment.opencv_version)
      .Set("hdf5_version", first.environment.hdf5_version)
      .Set("self_test", first.environment.self_test);
  for (const auto& [key, count] : info.counts) counts.Set(key, count);
  json.Set("schema", static_cast<size_t>(schema::kVersion))
      .Set("corpus", info.name)
      .Set("fingerprint", info.fingerprint)
      .Set("records", info.records)
      .Set("shards", info.shards)
      .Set("records_per_shard", first.records_per_shard)
      .Set("seed", std::to_string(info.seed))
      .Set("recipe", info.recipe)
      .Set("card", info.card)
      .Set("toolkit_version", info.toolkit_version)
      .Set("environment", environment)
      .Set("counts", counts)
      .SetRaw("files", "[" + Join(files, ",") + "]");
  return Seal(json.ToString());
}

size_t ReadShardCount(const std::filesystem::path& folder) {
  const auto path = folder / kManifestName;
  Check(std::filesystem::is_directory(folder), "There is no folder ", folder.string(), ".");
  if (!std::filesystem::exists(path)) {
    Check(
        std::filesystem::exists(folder / SideCarName(0)) ||
            [&] {
              for (const auto& entry : std::filesystem::directory_iterator(folder))
                if (entry.path().filename().string().starts_with("shard-")) return true;
              return false;
            }(),
        folder.string(), " is not a corpus: it holds no ", kManifestName, ".");
    Fail(
        "The corpus in ", folder.string(), " has no ", kManifestName,
        ": it is unfinished, or the file was lost; repeat the command that makes it, which goes on "
        "where it stopped.");
  }
  const std::string text = ReadFile(path);
  CheckSeal(text, path);
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  Check(json.is_object() && json.contains("shards") && json.at("shards").is_number_unsigned(),
        path.string(), " is not the manifest of a corpus.");
  return json.at("shards").get<size_t>();
}

std::vector<SideCar> ReadSideCars(const std::filesystem::path& folder) {
  const size_t shards = ReadShardCount(folder);
  std::vector<SideCar> side_cars;
  for (size_t shard = 0; shard < shards; ++shard) {
    const auto path = folder / SideCarName(shard);
    Check(std::filesystem::exists(path), path.string(),
          " is missing; repeat the command that makes the corpus, or copy the file again.");
    side_cars.push_back(ReadSideCar(path));
    const SideCar& last = side_cars.back();
    Check(last.shard == shard && last.shards() == shards && AreOfOneCorpus(last, side_cars.front()),
          path.string(), " belongs to another corpus.");
  }
  Check(ReadFile(folder / kManifestName) == ManifestText(side_cars),
        (folder / kManifestName).string(),
        " does not fit the side-cars of the shards; one of them was exchanged.");
  return side_cars;
}

}  // namespace swapbench
