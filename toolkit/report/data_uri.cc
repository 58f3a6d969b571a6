// SPDX-License-Identifier: Apache-2.0
#include "report/data_uri.h"

#include <algorithm>
#include <cstdint>

#include "image/codec.h"
#include "image/warp.h"

namespace swapbench::report {

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += 3) {
    uint32_t group = 0;
    for (size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    for (size_t i = 0; i < 4; ++i)
      text += at + i > bytes.size() ? '=' : kDigits[group >> (18 - 6 * i) & 63];
  }
  return text;
}

std::string DataUri(const cv::Mat& picture) {
  constexpr double kMostPixels = 480;
  constexpr int kQuality = 90;
  const double scale = kMostPixels / std::max(picture.cols, picture.rows);
  const cv::Mat small = scale < 1 ? Shrunk(picture, scale) : picture;
  return "data:image/jpeg;base64," + Base64(EncodeJpeg(small, kQuality));
}

}  // namespace swapbench::report
