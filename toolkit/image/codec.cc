// SPDX-License-Identifier: Apache-2.0
#include "image/codec.h"

#include <array>
#include <cstdint>
#include <opencv2/imgcodecs.hpp>
#include <vector>

#include "core/error.h"
#include "image/jpeg.h"

namespace swapbench {
namespace {

uint32_t Number(std::string_view bytes, size_t at, bool big_endian) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + (big_endian ? i : 3 - i)]);
  return value;
}

/// CRC-32 of ISO 3309, as PNG uses it.
uint32_t Crc(std::string_view bytes) {
  static const auto table = [] {
    std::array<uint32_t, 256> entries{};
    for (uint32_t i = 0; i < 256; ++i) {
      entries[i] = i;
      for (int bit = 0; bit < 8; ++bit)
        entries[i] = (entries[i] & 1) != 0 ? 0xEDB88320U ^ entries[i] >> 1 : entries[i] >> 1;
    }
    return entries;
  }();
  uint32_t crc = ~0U;
  for (const char byte : bytes)
    crc = table[(crc ^ static_cast<unsigned char>(byte)) & 0xFF] ^ crc >> 8;
  return ~crc;
}

/// Every chunk whole and unharmed, up to and with IEND.
bool PngIsWhole(std::string_view bytes) {
  for (size_t at = 8; at + 12 <= bytes.size();) {
    const size_t length = Number(bytes, at, true);
    if (length > bytes.size() - at - 12) return false;
    const std::string_view content = bytes.substr(at + 4, length + 4);
    if (Crc(content) != Number(bytes, at + 8 + length, true)) return false;
    if (content.starts_with("IEND")) return true;
    at += length + 12;
  }
  return false;
}

bool WebpIsWhole(std::string_view bytes) {
  return Number(bytes, 4, false) <= bytes.size() - 8 &&
         Number(bytes, 16, false) <= bytes.size() - 20;
}

cv::Mat DecodeWithOpenCv(std::string_view bytes, int flags, const ImageHeader& header,
                         const std::string& where) {
  const cv::Mat view(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
  cv::Mat image;
  try {
    image = cv::imdecode(view, flags);
  } catch (const cv::Exception&) {
    image.release();
  }
  Check(image.cols == header.width && image.rows == header.height, where, ": the pixels of this ",
        header.format, " image are cut off or damaged.");
  return image;
}

void CheckPng(std::string_view bytes, const std::string& where) {
  Check(PngIsWhole(bytes), where, ": this png image is cut off or damaged.");
}

std::string Encode(const cv::Mat& image, const char* extension, const std::vector<int>& settings) {
  std::vector<uchar> bytes;
  Check(!image.empty() && cv::imencode(extension, image, bytes, settings), "An image of ",
        image.cols, "x", image.rows, " pixels could not be encoded as ", extension, ".");
  return {bytes.begin(), bytes.end()};
}

}  // namespace

cv::Mat DecodeImage(std::string_view bytes, const std::string& where) {
  const ImageHeader header = ReadImageHeader(bytes, where);
  if (header.format == "jpeg") return DecodeJpeg(bytes, where);
  if (header.format == "png") CheckPng(bytes, where);
  if (header.format == "webp")
    Check(WebpIsWhole(bytes), where, ": this webp image is cut off or damaged.");
  return DecodeWithOpenCv(bytes, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION, header, where);
}

cv::Mat DecodeGrey(std::string_view bytes, const std::string& where) {
  const ImageHeader header = ReadImageHeader(bytes, where);
  Check(header.format == "png" && bytes[24] == 8 && bytes[25] == 0, where,
        ": an 8-bit grey PNG is expected here.");
  CheckPng(bytes, where);
  return DecodeWithOpenCv(bytes, cv::IMREAD_GRAYSCALE, header, where);
}

std::string EncodePng(const cv::Mat& image) {
  Check(image.type() == CV_8UC1 || image.type() == CV_8UC3,
        "EncodePng takes 8-bit grey or BGR images.");
  return Encode(image, ".png", {cv::IMWRITE_PNG_COMPRESSION, 6});
}

}  // namespace swapbench
