// SPDX-License-Identifier: Apache-2.0
/// One published shard, opened for reading by many threads at once: libhdf5 is asked once where the
/// bytes lie, everything after that is pread.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/side_car.h"

namespace swapbench {

/// A file that is read at given places, from any thread.
class RandomAccessFile {
 public:
  explicit RandomAccessFile(std::filesystem::path path);  // throws Error where it is missing
  ~RandomAccessFile();
  RandomAccessFile(const RandomAccessFile&) = delete;
  RandomAccessFile& operator=(const RandomAccessFile&) = delete;

  size_t size() const;
  std::string Read(size_t offset, size_t count) const;  // throws Error where fewer bytes are there
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
};

class ShardReader {
 public:
  /// Reads the file, checks size and XXH3 against the side-car, and only then lets libhdf5 parse
  /// the bytes that were checked. Throws Error naming file and fault.
  ShardReader(const std::filesystem::path& folder, const SideCar& side_car);

  size_t size() const { return infos_.size(); }
  const SampleInfo& info(size_t i) const { return infos_[i]; }

  /// Throws Error naming record and part where its XXH64 does not fit.
  Record Read(size_t i) const;

  /// The image alone.
  std::string ReadImage(size_t i) const { return ReadBlob(0, i); }
  std::string ReadMask(size_t i) const { return ReadBlob(1, i); }
  std::optional<Landmarks> ReadLandmarks(size_t i) const;

 private:
  struct Blob {
    uint64_t begin = 0;
    std::vector<uint64_t> offset, hash;
  };

  void Parse(std::string_view bytes, size_t records);
  std::string ReadBlob(size_t column, size_t i) const;

  RandomAccessFile file_;
  std::array<Blob, 4> blobs_;  // as schema::kBlobColumns
  std::vector<float> landmarks_, landmarks_3d_;
  std::vector<SampleInfo> infos_;
};

}  // namespace swapbench
