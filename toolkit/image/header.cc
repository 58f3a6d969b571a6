// SPDX-License-Identifier: Apache-2.0
// Width and height from the first bytes of a JPEG, PNG or WebP file, and whether its container is
// whole: ITU T.81 annex B, PNG 1.2 section 3, RFC 9649.
#include <cstdint>
#include <optional>

#include "core/error.h"
#include "image/codec.h"

namespace swapbench {
namespace {

uint32_t Byte(std::string_view bytes, size_t i) { return static_cast<unsigned char>(bytes[i]); }
uint32_t Big16(std::string_view bytes, size_t i) {
  return Byte(bytes, i) << 8 | Byte(bytes, i + 1);
}
uint32_t Big32(std::string_view bytes, size_t i) {
  return Big16(bytes, i) << 16 | Big16(bytes, i + 2);
}
uint32_t Little16(std::string_view bytes, size_t i) {
  return Byte(bytes, i) | Byte(bytes, i + 1) << 8;
}
uint32_t Little24(std::string_view bytes, size_t i) {
  return Little16(bytes, i) | Byte(bytes, i + 2) << 16;
}

struct Size {
  long long width, height;
};

bool IsFrameHeader(uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// TEM, RSTn, and 0, which is no marker but a stuffed byte.
bool HasNoLength(uint32_t marker) { return marker <= 1 || (marker >= 0xD0 && marker <= 0xD7); }

/// Goes from marker to marker as libjpeg does: where the two found different frames, a bomb could
/// pass for a small image.
std::optional<Size> JpegSize(std::string_view bytes) {
  for (size_t at = 2; at + 4 <= bytes.size();) {
    const uint32_t marker = Byte(bytes, at + 1);
    if (Byte(bytes, at) != 0xFF || marker == 0xFF) {  // between segments, or a fill byte
      ++at;
      continue;
    }
    if (HasNoLength(marker)) {
      at += 2;
      continue;
    }
    const uint32_t length = Big16(bytes, at + 2);
    if (length < 2 || marker == 0xDA || marker == 0xD9) return {};
    if (IsFrameHeader(marker)) {
      if (at + 9 > bytes.size()) return {};
      return Size{Big16(bytes, at + 7), Big16(bytes, at + 5)};
    }
    at += 2 + length;
  }
  return {};
}

std::optional<Size> PngSize(std::string_view bytes) {
  if (bytes.size() < 33 || bytes.substr(12, 4) != "IHDR") return {};
  return Size{Big32(bytes, 16), Big32(bytes, 20)};
}

std::optional<Size> WebpSize(std::string_view bytes, const std::string& where) {
  if (bytes.size() < 30) return {};
  const std::string_view chunk = bytes.substr(12, 4);
  if (chunk == "VP8X") {
    Check((Byte(bytes, 20) & 2) == 0, where, ": this WebP file is an animation; export one frame.");
    return Size{Little24(bytes, 24) + 1, Little24(bytes, 27) + 1};
  }
  if (chunk == "VP8L") {
    const uint32_t bits = Little16(bytes, 21) | Little16(bytes, 23) << 16;
    if (Byte(bytes, 20) != 0x2F) return {};
    return Size{(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
  }
  if (chunk != "VP8 " || Little24(bytes, 23) != 0x2A019D) return {};
  return Size{Little16(bytes, 26) & 0x3FFF, Little16(bytes, 28) & 0x3FFF};
}

std::string FormatOf(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8")) return "jpeg";
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "png";
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP")
    return "webp";
  return "";
}

}  // namespace

ImageHeader ReadImageHeader(std::string_view bytes, const std::string& where) {
  Check(!bytes.empty(), where, ": the image has zero bytes.");
  const std::string format = FormatOf(bytes);
  Check(!format.empty(), where, ": this is not a JPEG, PNG or WebP image.");
  const std::optional<Size> size = format == "jpeg"  ? JpegSize(bytes)
                                   : format == "png" ? PngSize(bytes)
                                                     : WebpSize(bytes, where);
  Check(size.has_value(), where, ": the header of this ", format, " image is cut off or damaged.");
  Check(size->width > 0 && size->height > 0, where, ": the header of this ", format,
        " image states a size of ", size->width, "x", size->height, " pixels.");
  Check(size->width <= kMaxPixels / size->height, where, ": ", size->width, "x", size->height,
        " pixels are more than the limit of ", kMaxPixels / 1'000'000, " megapixels.");
  return {format, static_cast<int>(size->width), static_cast<int>(size->height)};
}

}  // namespace swapbench
