// SPDX-License-Identifier: Apache-2.0
#include "store/side_car.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/json.h"
#include "data/card.h"
#include "store/schema.h"

namespace swapbench {
namespace {

constexpr std::string_view kSealKey = ",\"seal\":\"";

std::string Numbered(size_t shard, const char* extension) {
  const std::string number = std::to_string(shard);
  return "shard-" + std::string(number.size() < 5 ? 5 - number.size() : 0, '0') + number +
         extension;
}

std::string_view Block(std::string_view bytes, size_t block) {
  return bytes.substr(block * kBlockBytes, kBlockBytes);
}

Contents ReadContents(const nlohmann::json& json) {
  Contents contents;
  contents.attributes = json.at("attributes").get<std::set<std::string>>();
  contents.parts = json.at("parts").get<std::map<std::string, size_t>>();
  json.at("identities").get_to(contents.identities);
  json.at("sources").get_to(contents.sources);
  return contents;
}

/// Which records of a corpus a shard holds.
struct Place {
  size_t first, count;
};

Place PlaceOf(size_t total_records, size_t records_per_shard, size_t shard) {
  const size_t first = shard * records_per_shard;
  return {first, std::min(records_per_shard, total_records - first)};
}

/// Anybody can compute a seal: a sealed side-car may still lead out of folders and arrays.
void CheckSense(const SideCar& found, const std::filesystem::path& path) {
  const std::string& name = found.header.name;
  Check(IsCardName(name), path.string(), ": its key 'corpus' is '", name, "', but a name ",
        kCardNameRule, ".");
  const auto fits = [&](bool ok, const char* key) {
    Check(ok, path.string(), " contradicts itself: its key '", key, "' does not fit the others.");
  };
  fits(found.records_per_shard > 0, "records_per_shard");
  fits(found.shard < found.shards(), "shard");
  const Place place = PlaceOf(found.total_records, found.records_per_shard, found.shard);
  fits(found.first_record == place.first, "first_record");
  fits(found.records == place.count, "records");
  fits(found.records == found.record_hashes.size(), "record_sha256");
}

size_t BlockCount(std::string_view bytes) { return (bytes.size() + kBlockBytes - 1) / kBlockBytes; }

}  // namespace

std::string ShardName(size_t shard) { return Numbered(shard, ".h5"); }
std::string SideCarName(size_t shard) { return Numbered(shard, ".json"); }

SideCar PlanShard(const CorpusHeader& header, size_t total_records, size_t records_per_shard,
                  size_t shard) {
  SideCar side_car;
  side_car.header = header;
  side_car.environment = CurrentEnvironment();
  side_car.total_records = total_records;
  side_car.records_per_shard = records_per_shard;
  side_car.shard = shard;
  const Place place = PlaceOf(total_records, records_per_shard, shard);
  side_car.first_record = place.first;
  side_car.records = place.count;
  return side_car;
}

void DescribeBytes(SideCar& side_car, std::string_view shard_bytes) {
  side_car.bytes = shard_bytes.size();
  side_car.xxh3 = Hex(Xxh3(shard_bytes));
  side_car.sha256 = Sha256(shard_bytes);
  side_car.block_hashes.clear();
  for (size_t block = 0; block < BlockCount(shard_bytes); ++block)
    side_car.block_hashes.push_back(Hex(Xxh3(Block(shard_bytes, block))));
}

std::string FindAlteredBytes(const SideCar& side_car, std::string_view shard_bytes) {
  if (shard_bytes.size() != side_car.bytes)
    return Concat("it has ", shard_bytes.size(), " bytes instead of ", side_car.bytes);
  for (size_t block = 0; block < BlockCount(shard_bytes); ++block)
    if (block >= side_car.block_hashes.size() ||
        Hex(Xxh3(Block(shard_bytes, block))) != side_car.block_hashes[block])
      return Concat("bytes ", block * kBlockBytes, " to ",
                    std::min(shard_bytes.size(), (block + 1) * kBlockBytes) - 1,
                    " are not as written");
  return Sha256(shard_bytes) == side_car.sha256 ? "" : "its SHA-256 is not as written";
}

std::string ToJson(const SideCar& side_car) {
  JsonObject environment;
  environment.Set("toolkit_version", side_car.environment.toolkit_version)
      .Set("opencv_version", side_car.environment.opencv_version)
      .Set("hdf5_version", side_car.environment.hdf5_version)
      .Set("self_test", side_car.environment.self_test);
  JsonObject counts;
  for (const auto& [key, count] : side_car.counts) counts.Set(key, count);
  JsonObject json;
  json.Set("schema", static_cast<size_t>(schema::kVersion))
      .Set("corpus", side_car.header.name)
      .Set("recipe", side_car.header.recipe)
      .Set("seed", std::to_string(side_car.header.seed))
      .Set("card", side_car.header.card)
      .Set("environment", environment)
      .Set("total_records", side_car.total_records)
      .Set("records_per_shard", side_car.records_per_shard)
      .Set("shard", side_car.shard)
      .Set("first_record", side_car.first_record)
      .Set("records", side_car.records)
      .Set("counts", counts);
  if (side_car.contents) json.SetRaw("contents", ToJson(*side_car.contents));
  json.Set("bytes", side_car.bytes)
      .Set("xxh3", side_car.xxh3)
      .Set("sha256", side_car.sha256)
      .Set("block_xxh3", side_car.block_hashes)
      .Set("record_sha256", side_car.record_hashes);
  return Seal(json.ToString());
}

SideCar ReadSideCar(const std::filesystem::path& path) {
  const std::string text = ReadFile(path);
  CheckSeal(text, path);
  try {
    const auto json = nlohmann::json::parse(text);
    Check(json.at("schema") == schema::kVersion, path.string(),
          " was written by another version of the corpus format (schema ", json.at("schema").dump(),
          ", this build reads ", schema::kVersion, ").");
    SideCar side_car;
    side_car.header = {json.at("corpus"), json.at("recipe"),
                       std::stoull(json.at("seed").get<std::string>()), json.at("card")};
    const auto& environment = json.at("environment");
    side_car.environment = {environment.at("toolkit_version"), environment.at("opencv_version"),
                            environment.at("hdf5_version"), environment.at("self_test")};
    side_car.total_records = json.at("total_records");
    side_car.records_per_shard = json.at("records_per_shard");
    side_car.shard = json.at("shard");
    side_car.first_record = json.at("first_record");
    side_car.records = json.at("records");
    for (const auto& [key, count] : json.at("counts").items())
      side_car.counts[key] = count.get<size_t>();
    if (json.contains("contents")) side_car.contents = ReadContents(json.at("contents"));
    side_car.bytes = json.at("bytes");
    side_car.xxh3 = json.at("xxh3");
    side_car.sha256 = json.at("sha256");
    side_car.block_hashes = json.at("block_xxh3").get<std::vector<std::string>>();
    side_car.record_hashes = json.at("record_sha256").get<std::vector<std::string>>();
    CheckSense(side_car, path);
    return side_car;
  } catch (const std::logic_error& error) {  // what nlohmann-json and std::stoull throw, and more
    Fail(path.string(), " is not the side-car of a shard: ", error.what(), ".");
  } catch (const nlohmann::json::exception& error) {
    Fail(path.string(), " is not the side-car of a shard: ", error.what(), ".");
  }
}

bool AreOfOneCorpus(const SideCar& a, const SideCar& b) {
  return a.header.name == b.header.name && a.header.recipe == b.header.recipe &&
         a.header.seed == b.header.seed && a.total_records == b.total_records &&
         a.records_per_shard == b.records_per_shard;
}

void CheckSameCorpus(const SideCar& found, const SideCar& wanted,
                     const std::filesystem::path& folder, std::string_view advice) {
  const auto same = [&](bool equal, const char* what) {
    Check(equal, folder.string(), " already holds a corpus made with another ", what, "; ", advice,
          ".");
  };
  same(found.header.name == wanted.header.name, "name");
  same(found.header.recipe == wanted.header.recipe, "recipe");
  same(found.header.card == wanted.header.card, "card");
  same(found.header.seed == wanted.header.seed, "seed");
  same(found.total_records == wanted.total_records, "number of records");
  same(found.records_per_shard == wanted.records_per_shard, "number of records a shard");
  const Environment &was = found.environment, &is = wanted.environment;
  same(was.toolkit_version == is.toolkit_version, "version of the toolkit");
  same(was.opencv_version == is.opencv_version, "version of OpenCV");
  same(was.hdf5_version == is.hdf5_version, "version of HDF5");
  same(was.self_test == is.self_test,
       "self-test result, so this build or machine would make other bytes");
}

std::string Seal(const std::string& json_object) {
  const std::string body = json_object.substr(0, json_object.size() - 1);
  return Concat(body, kSealKey, Sha256(body), "\"}\n");
}

void CheckSeal(std::string_view text, const std::filesystem::path& path) {
  const size_t at = text.rfind(kSealKey);
  const std::string_view body = text.substr(0, at == std::string_view::npos ? 0 : at);
  Check(at != std::string_view::npos && text == Concat(body, kSealKey, Sha256(body), "\"}\n"),
        path.string(), " was altered or cut short: its seal does not fit its ", text.size(),
        " bytes.");
}

}  // namespace swapbench
