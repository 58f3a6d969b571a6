// SPDX-License-Identifier: Apache-2.0
/// Changes the description of an MP4 file that OpenCV wrote (ISO/IEC 14496-12): what telephones and
/// editors write, and OpenCV cannot.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/file.h"

namespace swapbench {

class Mp4 {
 public:
  explicit Mp4(const std::filesystem::path& path) : bytes_(ReadFile(path)) {}

  void Save(const std::filesystem::path& path) const { PublishFile(path, bytes_); }

  /// Shown turned clockwise by so many quarters.
  void Turn(int quarters) {
    const size_t matrix = Find({"moov", "trak", "tkhd"}).back() + 48;
    constexpr uint32_t one = 1U << 16;
    const std::array<uint32_t, 4> cosine = {one, 0, 0U - one, 0}, sine = {0, one, 0, 0U - one};
    const auto q = static_cast<size_t>(quarters);
    Put(matrix, cosine[q]);
    Put(matrix + 4, sine[q]);
    Put(matrix + 12, 0U - sine[q]);
    Put(matrix + 16, cosine[q]);
  }

  /// The first `frames` last as they did, the others `factor` times as long.
  void SlowDown(uint32_t frames, uint32_t factor) {
    const std::vector<size_t> path = Find({"moov", "trak", "mdia", "minf", "stbl", "stts"});
    const size_t entry = path.back() + 16;
    Check(Get(entry - 4) == 1, "The frame rate is not constant before.");
    const uint32_t all = Get(entry), interval = Get(entry + 4);
    bytes_.insert(entry + 8, 8, '\0');
    Put(entry - 4, 2);
    Put(entry, frames);
    Put(entry + 8, all - frames);
    Put(entry + 12, factor * interval);
    for (const size_t box : path) Put(box, Get(box) + 8);  // the index stands behind the pictures
    const size_t shown = Find({"moov", "trak", "edts", "elst"}).back() + 16;
    Put(shown, Get(shown) * factor);
  }

  /// Frames behind the first `share` of the duration are not shown, though they are in the file.
  void HideBehind(double share) {
    const size_t shown = Find({"moov", "trak", "edts", "elst"}).back() + 16;
    Put(shown, static_cast<uint32_t>(Get(shown) * share));
  }

  /// What comes before `seconds` is not shown, though it is in the file.
  void HideBefore(double seconds) {
    const uint32_t scale = Get(Find({"moov", "trak", "mdia", "mdhd"}).back() + 20);
    const size_t entry = Find({"moov", "trak", "edts", "elst"}).back() + 16;
    Put(entry + 4, Get(entry + 4) + static_cast<uint32_t>(seconds * scale));
  }

 private:
  uint32_t Get(size_t at) const {
    uint32_t value = 0;
    for (size_t i = 0; i < 4; ++i)
      value = value << 8 | static_cast<unsigned char>(bytes_.at(at + i));
    return value;
  }
  void Put(size_t at, uint32_t value) {
    for (size_t i = 0; i < 4; ++i) bytes_.at(at + i) = static_cast<char>(value >> (24 - 8 * i));
  }

  /// Where each box of the path begins.
  std::vector<size_t> Find(const std::vector<std::string>& path) const {
    std::vector<size_t> found;
    size_t at = 0, end = bytes_.size();
    for (const std::string& name : path) {
      while (at + 8 <= end && bytes_.substr(at + 4, 4) != name) at += Get(at);
      Check(at + 8 <= end, "There is no box ", name, ".");
      found.push_back(at);
      end = at + Get(at);
      at += 8;
    }
    return found;
  }

  std::string bytes_;
};

}  // namespace swapbench
