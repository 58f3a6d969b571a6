// SPDX-License-Identifier: Apache-2.0
/// The side-car of a shard, shard-00003.json: what the shard is part of, and the hashes by which it
/// is checked before libhdf5 parses it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/contents.h"
#include "store/corpus.h"
#include "store/environment.h"

namespace swapbench {

struct SideCar {
  // Known before the shard is made.
  CorpusHeader header;
  Environment environment;
  size_t total_records = 0, records_per_shard = 0;
  size_t shard = 0, first_record = 0, records = 0;
  // Known once it is made.
  size_t bytes = 0;
  std::string xxh3, sha256;
  std::vector<std::string> block_hashes;   // XXH3 of every kBlockBytes of the file
  std::vector<std::string> record_hashes;  // RecordHash, in order
  std::map<std::string, size_t> counts;    // "label=fake" -> 512
  std::optional<Contents> contents;        // none in a side-car that was written before it existed

  size_t shards() const { return (total_records + records_per_shard - 1) / records_per_shard; }
};

inline constexpr size_t kBlockBytes = 65536;

std::string ShardName(size_t shard);    // "shard-00003.h5"
std::string SideCarName(size_t shard);  // "shard-00003.json"

/// What shard `shard` of such a corpus will be, before it is made.
SideCar PlanShard(const CorpusHeader& header, size_t total_records, size_t records_per_shard,
                  size_t shard);

/// Fills in size and hashes.
void DescribeBytes(SideCar& side_car, std::string_view shard_bytes);

/// The first byte range of `shard_bytes` that the side-car contradicts, "" where none does.
std::string FindAlteredBytes(const SideCar& side_car, std::string_view shard_bytes);

std::string ToJson(const SideCar& side_car);  // sealed
/// Throws Error where it is not as written, or names a corpus or a place in it that cannot be.
SideCar ReadSideCar(const std::filesystem::path& path);

/// Whether the two can be shards of one corpus; to go on with a folder CheckSameCorpus asks more.
bool AreOfOneCorpus(const SideCar& a, const SideCar& b);

/// Throws Error naming what differs, and what to do, where `found` belongs to another corpus than
/// `wanted`.
void CheckSameCorpus(const SideCar& found, const SideCar& wanted,
                     const std::filesystem::path& folder,
                     std::string_view advice = "choose another folder, or delete that one");

/// A JSON object with a last key "seal": the SHA-256 of everything before it. One changed byte
/// anywhere breaks it.
std::string Seal(const std::string& json_object);
/// Throws Error naming `path` where the seal does not fit.
void CheckSeal(std::string_view text, const std::filesystem::path& path);

}  // namespace swapbench
