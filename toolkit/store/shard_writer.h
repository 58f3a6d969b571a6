// SPDX-License-Identifier: Apache-2.0
/// Gathers the records of one shard and turns them into the bytes of its HDF5 file.
#pragma once

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "store/side_car.h"

namespace swapbench {

/// Largest shard: it is built in memory.
inline constexpr size_t kMaxShardBytes = size_t{512} << 20;

class ShardBuilder {
 public:
  explicit ShardBuilder(SideCar side_car) : side_car_(std::move(side_car)) {}

  /// In record order. Throws Error naming the record: no image, a repeated id, a column name that
  /// cannot be stored, more than kMaxShardBytes in all.
  void Add(const Record& record);

  struct Result {
    std::string bytes;
    SideCar side_car;  // complete: hashes and counts
  };
  Result Finish();  // once

 private:
  struct Blob {
    std::string bytes;
    std::vector<uint64_t> offset = {0}, hash;
  };

  std::string Hdf5() const;
  void Count(const SampleInfo& info);

  SideCar side_car_;
  Contents contents_;
  std::map<std::string_view, Blob> blobs_;
  std::vector<float> landmarks_, landmarks_3d_;
  std::vector<SampleInfo> infos_;
  std::unordered_set<std::string> ids_;
  size_t total_bytes_ = 0;
};

}  // namespace swapbench
