// SPDX-License-Identifier: Apache-2.0
/// Encoded images in and out. Only JPEG, PNG and WebP, and only after a look at the header.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>

namespace swapbench {

struct ImageHeader {
  std::string format;  // "jpeg", "png" or "webp"
  int width = 0, height = 0;
};

/// Largest image that is decoded: 64 megapixels. Guards against decompression bombs.
inline constexpr long long kMaxPixels = 64LL * 1000 * 1000;

/// Reads width and height without decoding. Throws Error beginning with `where`: empty, truncated
/// before the header's end, another format, zero or more than kMaxPixels.
ImageHeader ReadImageHeader(std::string_view bytes, const std::string& where);

/// CV_8UC3, BGR; EXIF orientation is ignored (a detector sees the stored pixels). Throws Error
/// beginning with `where` also where the data ends early or is damaged: a grey lower half is never
/// returned as if it were the picture.
cv::Mat DecodeImage(std::string_view bytes, const std::string& where);

/// CV_8UC1 from an 8-bit grey PNG: masks and class ids.
cv::Mat DecodeGrey(std::string_view bytes, const std::string& where);

std::string EncodeJpeg(const cv::Mat& bgr, int quality);  // 4:2:0, 1..100, no metadata
std::string EncodePng(const cv::Mat& image);  // CV_8UC1 or CV_8UC3, lossless, no time stamps

}  // namespace swapbench
