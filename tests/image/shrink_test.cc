// SPDX-License-Identifier: Apache-2.0
#include "image/shrink.h"

#include <opencv2/imgproc.hpp>

#include "core/rng.h"
#include "support.h"

namespace swapbench {
namespace {

cv::Mat Noise(Rng& rng, int rows, int columns) {
  cv::Mat image(rows, columns, CV_8UC3);
  for (int y = 0; y < rows; ++y)
    for (int i = 0; i < 3 * columns; ++i)
      image.ptr<uint8_t>(y)[i] = static_cast<uint8_t>(rng.Integer(0, 255));
  return image;
}

TEST(Shrink, GivesTheBytesOfOpenCvsAreaMeans) {
  for (uint64_t i = 0; i < 60; ++i) {
    Rng rng(1, "test/shrink", i);
    const auto any = [&rng](int low, int high) { return static_cast<int>(rng.Integer(low, high)); };
    const cv::Size size(any(1, 90), any(1, 90));
    const cv::Mat image = Noise(rng, any(size.height, 4 * size.height),
                                i % 3 == 0 ? size.width : any(size.width, 4 * size.width));
    cv::Mat expected;
    cv::resize(image, expected, size, 0, 0, cv::INTER_AREA);
    EXPECT_EQ(cv::norm(Shrink(image, size), expected, cv::NORM_INF), 0)
        << image.size() << " to " << size;
  }
}

TEST(Shrink, RefusesToEnlarge) {
  const cv::Mat image(4, 6, CV_8UC3, cv::Scalar::all(0));
  EXPECT_THROW(Shrink(image, {7, 4}), Error);
  EXPECT_THROW(Shrink(image, {6, 0}), Error);
}

}  // namespace
}  // namespace swapbench
