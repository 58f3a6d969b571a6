// SPDX-License-Identifier: Apache-2.0
// JPEG: ITU T.81, annex B. EXIF 2.3: a TIFF file in an APP1 segment; tag 0x0112 of its first
// directory.
#include "image/orientation.h"

#include <cstddef>
#include <cstdint>

namespace swapbench {
namespace {

constexpr std::string_view kExif("Exif\0\0", 6);

/// Whole numbers out of bytes; 0 beyond their end.
struct ByteView {
  std::string_view bytes;
  bool big_endian = true;

  uint32_t Number(size_t at, size_t length) const {
    if (at > bytes.size() || bytes.size() - at < length) return 0;
    uint32_t number = 0;
    for (size_t i = 0; i < length; ++i) {
      const size_t place = big_endian ? i : length - 1 - i;
      number = number << 8 | static_cast<unsigned char>(bytes[at + place]);
    }
    return number;
  }
};

/// The TIFF file inside; empty where there is none before the picture begins.
std::string_view ExifOf(std::string_view jpeg) {
  const ByteView bytes{jpeg};
  for (size_t at = 2; bytes.Number(at, 1) == 0xFF;) {
    const uint32_t marker = bytes.Number(at + 1, 1), length = bytes.Number(at + 2, 2);
    if (marker == 0xDA || length < 2) break;  // the picture itself, or no segment
    const std::string_view segment =
        at + 4 < jpeg.size() ? jpeg.substr(at + 4, length - 2) : std::string_view();
    if (marker == 0xE1 && segment.starts_with(kExif)) return segment.substr(kExif.size());
    at += 2 + size_t{length};
  }
  return {};
}

}  // namespace

int ExifOrientation(std::string_view jpeg) {
  if (!jpeg.starts_with("\xFF\xD8")) return 1;
  const ByteView tiff{ExifOf(jpeg), !ExifOf(jpeg).starts_with("II")};
  const size_t directory = tiff.Number(4, 4);
  const uint32_t entries = tiff.Number(directory, 2);
  for (uint32_t i = 0; i < entries; ++i) {
    const size_t entry = directory + 2 + size_t{12} * i;
    if (tiff.Number(entry, 2) != 0x0112) continue;
    const uint32_t value = tiff.Number(entry + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

cv::Mat Upright(const cv::Mat& image, int orientation) {
  cv::Mat turned = image;
  if (orientation >= 5) cv::transpose(image, turned);
  const bool rows = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  const bool columns = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  cv::Mat upright = turned;
  if (rows && columns) cv::flip(turned, upright, -1);
  else if (rows) cv::flip(turned, upright, 0);
  else if (columns) cv::flip(turned, upright, 1);
  return upright;
}

}  // namespace swapbench
