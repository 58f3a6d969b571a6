// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 14496-12, 8.6.1.2 (stts: how long each frame lasts) and 8.6.6 (elst: what is shown).
#include "image/mp4_frames.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

namespace swapbench {
namespace {

constexpr uint64_t kLargestIndex = uint64_t{1} << 28;  // bytes

/// 0 behind the end.
uint64_t BigEndian(std::string_view bytes, size_t at, size_t count) {
  uint64_t value = 0;
  for (size_t i = at; i < at + count; ++i)
    value = value << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
  return value;
}

/// The contents of the box `moov`, which describes all the others; "" where there is none.
std::string ReadIndex(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const uint64_t size = std::filesystem::file_size(path);
  for (uint64_t at = 0; at + 8 <= size;) {
    std::string head(16, '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(at));
    file.read(head.data(), 16);
    const uint64_t length =
        BigEndian(head, 0, 4) == 1 ? BigEndian(head, 8, 8) : BigEndian(head, 0, 4);
    if (length < 8 || length > size - at) return "";
    if (head.substr(4, 4) == "moov" && length < kLargestIndex) {
      std::string index(length - 8, '\0');
      file.clear();
      file.seekg(static_cast<std::streamoff>(at + 8));
      file.read(index.data(), static_cast<std::streamsize>(index.size()));
      return index;
    }
    at += length;
  }
  return "";
}

/// The contents of the first box of that name, `boxes` then being what follows it; else both "".
std::string_view Take(std::string_view& boxes, std::string_view name) {
  while (boxes.size() >= 8) {
    const uint64_t length = BigEndian(boxes, 0, 4);
    if (length < 8 || length > boxes.size()) break;
    const std::string_view box = boxes.substr(0, length);
    boxes.remove_prefix(length);
    if (box.substr(4, 4) == name) return box.substr(8);
  }
  return boxes = "";
}

std::string_view Find(std::string_view boxes, std::initializer_list<std::string_view> path) {
  for (const std::string_view name : path) boxes = Take(boxes, name);
  return boxes;
}

/// Of mvhd and mdhd: how many units of time make a second.
double TimeScale(std::string_view header) {
  return static_cast<double>(BigEndian(header, BigEndian(header, 0, 1) == 1 ? 20 : 12, 4));
}

/// Frames that begin before `time`, in the units of the track.
double FramesBefore(double time, std::string_view durations) {
  double frames = 0, begin = 0;
  for (size_t at = 8; at + 8 <= durations.size(); at += 8) {
    const auto count = static_cast<double>(BigEndian(durations, at, 4));
    const auto each = static_cast<double>(BigEndian(durations, at + 4, 4));
    frames += each > 0 ? std::clamp(std::ceil((time - begin) / each), 0., count)
                       : (time > begin ? count : 0);
    begin += count * each;
  }
  return frames;
}

/// `scale`: units of the track in one of the film.
double FramesShown(std::string_view edits, double scale, std::string_view durations) {
  const bool wide = BigEndian(edits, 0, 1) == 1;
  const size_t word = wide ? 8 : 4, size = 2 * word + 4;
  double frames = 0;
  for (size_t at = 8; at + size <= edits.size(); at += size) {
    const auto length = static_cast<double>(BigEndian(edits, at, word)) * scale;
    const uint64_t begin = BigEndian(edits, at + word, word);
    if (begin >> (8 * word - 1) != 0) continue;  // negative: nothing is shown for a while
    const auto from = static_cast<double>(begin);
    const double to = length > 0 ? from + length : INFINITY;
    frames += FramesBefore(to, durations) - FramesBefore(from, durations);
  }
  return frames;
}

}  // namespace

size_t CountShownFrames(const std::filesystem::path& path) {
  const std::string index = ReadIndex(path);
  const double film = TimeScale(Find(index, {"mvhd"}));
  for (std::string_view rest = index; !rest.empty();) {
    const std::string_view track = Take(rest, "trak");
    const std::string_view kind = Find(track, {"mdia", "hdlr"});
    if (kind.size() < 12 || kind.substr(8, 4) != "vide") continue;
    const std::string_view durations = Find(track, {"mdia", "minf", "stbl", "stts"});
    const std::string_view edits = Find(track, {"edts", "elst"});
    const double all = FramesBefore(INFINITY, durations);
    const double scale = TimeScale(Find(track, {"mdia", "mdhd"})) / film;
    if (BigEndian(edits, 4, 4) == 0 || !(scale > 0) || !std::isfinite(scale))
      return static_cast<size_t>(all);
    return static_cast<size_t>(std::min(all, FramesShown(edits, scale, durations)));
  }
  return 0;
}

}  // namespace swapbench
