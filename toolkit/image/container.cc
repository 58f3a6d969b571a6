// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 14496-12 (MP4, MOV), Microsoft's RIFF (AVI), RFC 8794 and 9559 (MKV, WebM): only as far
// as the lengths of the outermost parts.
#include "image/container.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <string>

namespace swapbench {
namespace {

constexpr std::array<std::string_view, 16> kBoxes = {"ftyp", "styp", "moov", "moof", "mdat", "free",
                                                     "skip", "wide", "uuid", "udta", "meta", "sidx",
                                                     "mfra", "emsg", "pdin", "pnot"};

class Bytes {
 public:
  explicit Bytes(const std::filesystem::path& path)
      : stream_(path, std::ios::binary), size_(std::filesystem::file_size(path)) {}

  uint64_t size() const { return size_; }

  /// Shorter at the end of the file.
  std::string At(uint64_t offset, size_t count) {
    std::string bytes(offset < size_ ? std::min<uint64_t>(count, size_ - offset) : 0, '\0');
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(offset));
    stream_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
  }

  /// 0 behind the end of the file.
  uint64_t Number(uint64_t offset, size_t count, bool big_endian) {
    std::string bytes = At(offset, count);
    if (bytes.size() < count) return 0;
    if (!big_endian) std::ranges::reverse(bytes);
    uint64_t value = 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
  }

 private:
  std::ifstream stream_;
  uint64_t size_;
};

bool IsCutOffMp4(Bytes& file) {
  for (uint64_t at = 0; at + 8 <= file.size();) {
    // What is no box, for example zeros behind the last one, is nobody's loss.
    if (std::ranges::find(kBoxes, file.At(at + 4, 4)) == kBoxes.end()) return false;
    uint64_t length = file.Number(at, 4, true);
    if (length == 1) length = file.Number(at + 8, 8, true);
    if (length < 8) return false;  // 0: up to the end of the file
    if (length > file.size() - at) return true;
    at += length;
  }
  return false;
}

bool IsCutOffRiff(Bytes& file) {
  for (uint64_t at = 0; at + 8 <= file.size() && file.At(at, 4) == "RIFF";) {
    const uint64_t length = file.Number(at + 4, 4, false);
    if (length > file.size() - at - 8) return true;
    at += 8 + length + length % 2;
  }
  return false;
}

struct Length {
  uint64_t value;
  size_t bytes;  // that it takes itself
  bool open;     // not known when the file was written
};

/// A number whose first byte begins with as many zeros as bytes follow.
Length EbmlLength(Bytes& file, uint64_t at) {
  const uint64_t first = file.Number(at, 1, true);
  size_t bytes = 1;
  while (bytes < 8 && (first >> (8 - bytes)) == 0) ++bytes;
  const uint64_t mask = (uint64_t{1} << 7 * bytes) - 1;
  const uint64_t value = file.Number(at, bytes, true) & mask;
  return {value, bytes, value == mask};
}

bool IsCutOffEbml(Bytes& file) {
  const Length header = EbmlLength(file, 4);
  const uint64_t segment = 4 + header.bytes + header.value;
  if (file.At(segment, 4) != "\x18\x53\x80\x67") return false;
  const Length length = EbmlLength(file, segment + 4);
  return !length.open && length.value > file.size() - segment - 4 - length.bytes;
}

}  // namespace

bool IsCutOff(const std::filesystem::path& path) {
  Bytes file(path);
  const std::string start = file.At(0, 4);
  if (start == "RIFF") return IsCutOffRiff(file);
  if (start == "\x1A\x45\xDF\xA3") return IsCutOffEbml(file);
  return IsCutOffMp4(file);
}

}  // namespace swapbench
