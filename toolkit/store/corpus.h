// SPDX-License-Identifier: Apache-2.0
/// A corpus: a folder of HDF5 shards with side-cars and a manifest. See schema.h for the names
/// inside a shard.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/plan.h"

namespace swapbench {

/// What a corpus is made from; the same values continue an unfinished folder, others are refused.
struct CorpusHeader {
  std::string name;
  std::string
      recipe;  // canonical text of the recipe, and for derived corpora the parent's fingerprint
  uint64_t seed = 0;
  std::string card;  // JSON object
};

struct WriteOptions {
  size_t records_per_shard = 1024;
  int threads = 0;                                // 0: all
  size_t first_shard = 0, last_shard = SIZE_MAX;  // inclusive; clipped to the shards there are
  size_t shard_count = 0;  // what the caller believes there are (the N of A-B/N); 0: no belief
};

/// Makes and publishes the shards that are missing, then the manifest once all side-cars are there.
/// Returns true where the corpus is complete. Throws Error (another recipe in the folder, disk full
/// ...), Interrupted.
bool WriteCorpus(const CorpusPlan& plan, const CorpusHeader& header,
                 const std::filesystem::path& folder, const WriteOptions& options);

struct CorpusInfo {
  std::string name, recipe, card, fingerprint, toolkit_version;
  uint64_t seed = 0;
  size_t records = 0, shards = 0;
  std::map<std::string, size_t> counts;  // "label=fake", "split=test label=real", "method=paste"
};

/// What `info --json` prints: corpus, fingerprint, records, shards, seed, recipe, toolkit_version,
/// card, counts.
std::string CorpusInfoJson(const CorpusInfo& info);

class Corpus : public Dataset {
 public:
  virtual const CorpusInfo& corpus_info() const = 0;
};

/// Checks manifest and side-cars and the XXH3 of each shard before libhdf5 sees it. Throws Error
/// naming file and fault.
std::unique_ptr<Corpus> OpenCorpus(const std::filesystem::path& folder);

/// One sentence a fault, naming file and record or byte range; empty where all is well.
std::vector<std::string> VerifyCorpus(const std::filesystem::path& folder, int threads);

}  // namespace swapbench
