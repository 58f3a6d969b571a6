// SPDX-License-Identifier: Apache-2.0
// Section numbers: APPNOTE.TXT 6.3.10, PKWARE.
#include "nets/zip.h"

#include <array>
#include <limits>

#include "nets/byte_cursor.h"

namespace swapbench {
namespace {

constexpr size_t kEndSize = 22, kLocatorSize = 20;
constexpr uint32_t kEnd = 0x06054b50, kLocator = 0x07064b50, kEnd64 = 0x06064b50,
                   kEntry = 0x02014b50, kLocal = 0x04034b50;
constexpr uint16_t kZip64Field = 1;

struct Directory {
  uint64_t count, begin;
};

struct ZipEntry {
  std::string name;
  uint16_t flags, method;
  uint32_t checksum;
  uint64_t packed, size, local;
};

/// CRC-32 of ISO 3309.
uint32_t Checksum(std::string_view bytes) {
  static const auto table = [] {
    std::array<uint32_t, 256> made{};
    for (uint32_t i = 0; i < made.size(); ++i) {
      made[i] = i;
      for (int bit = 0; bit < 8; ++bit) made[i] = made[i] >> 1 ^ (made[i] & 1 ? 0xedb88320U : 0);
    }
    return made;
  }();
  uint32_t sum = ~0U;
  for (const char c : bytes) sum = sum >> 8 ^ table[(sum ^ static_cast<uint8_t>(c)) & 255];
  return ~sum;
}

void Expect(ByteCursor& in, uint32_t signature) {
  Check(in.Take<uint32_t>() == signature, in.where(),
        ": damaged or truncated: parts of its ZIP archive are not where it says they are.");
}

/// 4.3.16, at the end but for a comment.
size_t FindEnd(std::string_view bytes, const std::string& where) {
  static const std::string signature("PK\5\6");
  const size_t end = bytes.rfind(signature);
  Check(end != std::string_view::npos && bytes.size() - end >= kEndSize &&
            bytes.size() - end <= kEndSize + std::numeric_limits<uint16_t>::max(),
        where, ": its ZIP archive has no directory at its end: truncated?");
  return end;
}

Directory ReadEnd(ByteCursor& in, std::string_view bytes) {
  const size_t end = FindEnd(bytes, in.where());
  in.Seek(end + 10);
  const uint64_t count = in.Take<uint16_t>();
  in.Take<uint32_t>();  // bytes of the directory
  const uint64_t begin = in.Take<uint32_t>();
  if (count != 0xffff && begin != 0xffffffff) return {count, begin};
  Check(end >= kLocatorSize, in.where(), ": its ZIP archive is damaged.");
  in.Seek(end - kLocatorSize);  // 4.3.15
  Expect(in, kLocator);
  in.Take<uint32_t>();
  in.Seek(in.Take<uint64_t>());  // 4.3.14
  Expect(in, kEnd64);
  in.Take(28);
  const uint64_t count64 = in.Take<uint64_t>();
  in.Take<uint64_t>();
  return {count64, in.Take<uint64_t>()};
}

/// 4.5.3: what the entry's own 32 bits cannot say, in this order.
void ReadZip64(ByteCursor extra, ZipEntry& entry) {
  while (extra.left() > 0) {
    const auto kind = extra.Take<uint16_t>();
    ByteCursor field(extra.Take(extra.Take<uint16_t>()), extra.where());
    if (kind != kZip64Field) continue;
    for (uint64_t* value : {&entry.size, &entry.packed, &entry.local})
      if (*value == 0xffffffff) *value = field.Take<uint64_t>();
  }
}

/// 4.3.12.
ZipEntry ReadEntry(ByteCursor& in) {
  Expect(in, kEntry);
  in.Take(4);
  ZipEntry entry;
  entry.flags = in.Take<uint16_t>();
  entry.method = in.Take<uint16_t>();
  in.Take(4);  // time and date
  entry.checksum = in.Take<uint32_t>();
  entry.packed = in.Take<uint32_t>();
  entry.size = in.Take<uint32_t>();
  const auto name = in.Take<uint16_t>(), extra = in.Take<uint16_t>(), comment = in.Take<uint16_t>();
  in.Take(8);
  entry.local = in.Take<uint32_t>();
  entry.name = in.Take(name);
  ReadZip64(ByteCursor(in.Take(extra), in.where()), entry);
  in.Take(comment);
  return entry;
}

/// 4.3.7.
std::string_view StoredBytes(const ZipEntry& entry, ByteCursor in) {
  Check((entry.flags & 1) == 0 && entry.method == 0 && entry.packed == entry.size, in.where(),
        ": the file '", entry.name,
        "' in its ZIP archive is compressed or encrypted, which PyTorch's never are.");
  in.Seek(entry.local);
  Expect(in, kLocal);
  in.Take(22);
  const auto name = in.Take<uint16_t>(), extra = in.Take<uint16_t>();
  in.Take(size_t{name} + extra);
  const std::string_view content = in.Take(entry.size);
  Check(Checksum(content) == entry.checksum, in.where(), ": damaged: the checksum of '", entry.name,
        "' in its ZIP archive differs.");
  return content;
}

}  // namespace

std::map<std::string, std::string_view> ReadStoredZip(std::string_view bytes,
                                                      const std::string& where) {
  ByteCursor in(bytes, where);
  const Directory directory = ReadEnd(in, bytes);
  in.Seek(directory.begin);
  std::map<std::string, std::string_view> files;
  uint64_t left = bytes.size();
  for (uint64_t i = 0; i < directory.count; ++i) {
    const ZipEntry entry = ReadEntry(in);
    Check(entry.size <= left, where, ": damaged: files in its ZIP archive overlap.");
    left -= entry.size;
    Check(files.emplace(entry.name, StoredBytes(entry, in)).second, where,
          ": its ZIP archive holds '", entry.name, "' twice.");
  }
  return files;
}

}  // namespace swapbench
