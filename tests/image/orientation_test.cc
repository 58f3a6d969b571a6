// SPDX-License-Identifier: Apache-2.0
#include "image/orientation.h"

#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vector>

#include "image/codec.h"
#include "image/pictures.h"
#include "support.h"

namespace swapbench {
namespace {

/// An APP1 segment that says only this orientation, in Intel's or Motorola's order of bytes.
std::string ExifSegment(int orientation, bool intel) {
  const auto number = [&](int value, int length) {
    std::string bytes;
    for (int i = 0; i < length; ++i)
      bytes += static_cast<char>(value >> 8 * (intel ? i : length - 1 - i) & 255);
    return bytes;
  };
  const std::string tiff = (intel ? "II" : "MM") + number(42, 2) + number(8, 4) + number(1, 2) +
                           number(0x0112, 2) + number(3, 2) + number(1, 4) +
                           number(orientation, 2) + number(0, 2) + number(0, 4);
  const std::string content = std::string("Exif\0\0", 6) + tiff;
  const size_t length = content.size() + 2;
  return std::string("\xFF\xE1") + static_cast<char>(length >> 8) +
         static_cast<char>(length & 255) + content;
}

std::string WithOrientation(const std::string& jpeg, int orientation, bool intel) {
  return jpeg.substr(0, 2) + ExifSegment(orientation, intel) + jpeg.substr(2);
}

TEST(Orientation, TurnsAsOpenCvDoes) {
  const std::string jpeg = EncodeJpeg(Picture(37, 22), 90);
  for (const bool intel : {true, false})
    for (int orientation = 1; orientation <= 8; ++orientation) {
      const std::string bytes = WithOrientation(jpeg, orientation, intel);
      EXPECT_EQ(ExifOrientation(bytes), orientation);
      const cv::Mat ours = Upright(DecodeImage(bytes, "x"), orientation);
      const std::vector<uchar> copy(bytes.begin(), bytes.end());
      const cv::Mat theirs = cv::imdecode(copy, cv::IMREAD_COLOR);
      EXPECT_TRUE(SamePixels(ours, theirs)) << orientation;
    }
}

TEST(Orientation, IsUprightWhereNothingReadableIsStated) {
  const std::string jpeg = EncodeJpeg(Picture(8, 8), 90);
  EXPECT_EQ(ExifOrientation(jpeg), 1);
  EXPECT_EQ(ExifOrientation(EncodePng(Picture(8, 8))), 1);
  EXPECT_EQ(ExifOrientation(""), 1);
  EXPECT_EQ(ExifOrientation(WithOrientation(jpeg, 9, true)), 1);
  const std::string whole = WithOrientation(jpeg, 6, false);
  for (size_t length = 0; length < 30; ++length)
    EXPECT_EQ(ExifOrientation(std::string_view(whole).substr(0, length)), 1) << length;
}

}  // namespace
}  // namespace swapbench
