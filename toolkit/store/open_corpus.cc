// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_set>

#include "core/error.h"
#include "core/json.h"
#include "image/codec.h"
#include "store/corpus.h"
#include "store/manifest.h"
#include "store/shard_reader.h"

namespace swapbench {
namespace {

class StoredCorpus : public Corpus {
 public:
  explicit StoredCorpus(const std::filesystem::path& folder) {
    const std::vector<SideCar> side_cars = ReadSideCars(folder);
    info_ = Summarise(side_cars);
    std::unordered_set<std::string_view> ids;
    for (const SideCar& side_car : side_cars) {
      shards_.push_back(std::make_unique<ShardReader>(folder, side_car));
      for (size_t i = 0; i < side_car.records; ++i) {
        const std::string& id = shards_.back()->info(i).id;
        Check(ids.insert(id).second, "In ", folder.string(), " two records are called ", id, ".");
      }
    }
    per_shard_ = side_cars.front().records_per_shard;
  }

  size_t size() const override { return info_.records; }
  const SampleInfo& info(size_t i) const override { return Shard(i).info(i % per_shard_); }
  const CorpusInfo& corpus_info() const override { return info_; }
  Record GetRecord(size_t i) const override { return Shard(i).Read(i % per_shard_); }
  std::optional<Landmarks> GetLandmarks(size_t i) const override {
    return Shard(i).ReadLandmarks(i % per_shard_);
  }

  Sample Get(size_t i) const override {
    const ShardReader& shard = Shard(i);
    const size_t k = i % per_shard_;
    Sample sample;
    sample.info = shard.info(k);
    const std::string where = "Record " + sample.info.id;
    sample.face.image = DecodeImage(shard.ReadImage(k), where);
    sample.face.landmarks = shard.ReadLandmarks(k);
    const std::string mask = shard.ReadMask(k);
    if (!mask.empty()) sample.mask = DecodeGrey(mask, where + ", mask");
    return sample;
  }

 private:
  const ShardReader& Shard(size_t i) const {
    Check(i < info_.records, "There is no record ", i, " in ", info_.name, ", which has ",
          info_.records, ".");
    return *shards_[i / per_shard_];
  }

  CorpusInfo info_;
  size_t per_shard_ = 1;
  std::vector<std::unique_ptr<ShardReader>> shards_;
};

}  // namespace

std::unique_ptr<Corpus> OpenCorpus(const std::filesystem::path& folder) {
  return std::make_unique<StoredCorpus>(folder);
}

std::string CorpusInfoJson(const CorpusInfo& info) {
  JsonObject counts, json;
  for (const auto& [key, count] : info.counts) counts.Set(key, count);
  json.Set("corpus", info.name)
      .Set("fingerprint", info.fingerprint)
      .Set("records", info.records)
      .Set("shards", info.shards)
      .SetRaw("seed", std::to_string(info.seed))
      .Set("recipe", info.recipe)
      .Set("toolkit_version", info.toolkit_version)
      .SetRaw("card", info.card.empty() ? "{}" : info.card)
      .Set("counts", counts);
  return json.ToString();
}

}  // namespace swapbench
