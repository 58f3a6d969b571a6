// SPDX-License-Identifier: Apache-2.0
#include "image/displace.h"

#include <opencv2/imgproc.hpp>

#include "image/mask.h"
#include "image/pictures.h"
#include "support.h"

namespace swapbench {
namespace {

Polygon AnyPolygon(cv::Size size, Rng& rng) {
  const auto place = [&](int side) { return static_cast<float>(rng.Uniform(-9, side + 9.)); };
  Polygon corners;
  for (int i = 0; i < 5; ++i) corners.emplace_back(place(size.width), place(size.height));
  return ConvexHull(corners);
}

/// Polygons, hard or soft, apart or with holes; nothing, everything, or noise.
cv::Mat AnyMask(Rng& rng) {
  const cv::Size size(static_cast<int>(rng.Integer(1, 160)), static_cast<int>(rng.Integer(1, 160)));
  const auto kind = rng.Integer(0, 6);
  if (kind == 0)
    return NoiseImage(size.width, size.height, CV_8UC1, static_cast<uint64_t>(rng.Integer(0, 99)));
  if (kind == 1) return {size, CV_8UC1, cv::Scalar(rng.Chance(.3) ? 0 : 255)};
  cv::Mat mask =
      FillPolygons(size, std::vector<Polygon>{AnyPolygon(size, rng), AnyPolygon(size, rng)});
  if (kind == 2) mask.setTo(0, FillPolygons(size, std::vector<Polygon>{AnyPolygon(size, rng)}));
  if (kind == 3) cv::GaussianBlur(mask, mask, {}, 3);
  return mask;
}

cv::Mat DisplacedByOpenCv(const cv::Mat& mask, const SmoothNoise& across, const SmoothNoise& down) {
  cv::Mat x = ReadNoise(across, {{}, mask.size()}), y = ReadNoise(down, {{}, mask.size()}), result;
  for (int row = 0; row < mask.rows; ++row)
    for (int column = 0; column < mask.cols; ++column) {
      x.at<float>(row, column) += static_cast<float>(column);
      y.at<float>(row, column) += static_cast<float>(row);
    }
  cv::remap(mask, result, x, y, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  return result;
}

TEST(Displace, HasTheBitsOfOpenCv) {
  Rng rng(3, "test/displace");
  int moved = 0;
  for (int i = 0; i < 600; ++i) {
    const cv::Mat mask = AnyMask(rng);
    const double amplitude = rng.Uniform(.1, 1) * rng.Uniform(1, 200);
    const SmoothNoise across(mask.size(), rng.Uniform(1, 9), amplitude, rng),
        down(mask.size(), rng.Uniform(1, 9), amplitude, rng);
    const cv::Mat result = Displace(mask, across, down);
    ASSERT_TRUE(SamePixels(result, DisplacedByOpenCv(mask, across, down))) << i;
    moved += !SamePixels(result, mask);
  }
  EXPECT_GT(moved, 400);
}

TEST(Displace, WithoutShiftsChangesNothing) {
  Rng rng(4, "test/displace");
  for (int i = 0; i < 50; ++i) {
    const cv::Mat mask = AnyMask(rng);
    const SmoothNoise still(mask.size(), 3, 0, rng);
    EXPECT_TRUE(SamePixels(Displace(mask, still, still), mask));
  }
}

TEST(Displace, TakesMasksOnly) {
  Rng rng(5, "test/displace");
  const SmoothNoise noise({20, 10}, 3, 1, rng);
  EXPECT_THAT(ErrorOf([&] { Displace(Picture(20, 10), noise, noise); }),
              testing::HasSubstr("8-bit masks"));
}

}  // namespace
}  // namespace swapbench
