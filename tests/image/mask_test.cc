// SPDX-License-Identifier: Apache-2.0
#include "image/mask.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "image/pictures.h"
#include "image/stable.h"
#include "support.h"

namespace swapbench {
namespace {

Polygon Points(std::initializer_list<cv::Point2f> points) { return points; }

TEST(Hull, KeepsTheCornersAndDropsTheRest) {
  const Polygon hull =
      ConvexHull(Points({{0, 0}, {4, 0}, {2, 2}, {4, 3}, {0, 3}, {2, 0}, {1, 1}, {4, 3}}));
  EXPECT_THAT(hull, testing::UnorderedElementsAre(cv::Point2f(0, 0), cv::Point2f(4, 0),
                                                  cv::Point2f(4, 3), cv::Point2f(0, 3)));
  EXPECT_DOUBLE_EQ(Area(hull), 12);
}

TEST(Hull, OfALineHasNoArea) {
  EXPECT_LT(ConvexHull(Points({{0, 0}, {1, 1}, {5, 5}})).size(), 3U);
  EXPECT_LT(ConvexHull(Points({{2, 2}})).size(), 3U);
  EXPECT_TRUE(ConvexHull({}).empty());
}

TEST(Fill, CoversTheInsideAndTheUnion) {
  const std::vector<Polygon> two = {{{2, 2}, {10, 2}, {10, 8}, {2, 8}},
                                    {{8, 6}, {14, 6}, {14, 12}, {8, 12}}};
  const cv::Mat mask = FillPolygons({20, 20}, two);
  EXPECT_EQ(mask.at<uchar>(5, 5), 255);
  EXPECT_EQ(mask.at<uchar>(10, 12), 255);
  EXPECT_EQ(mask.at<uchar>(7, 9), 255) << "where both are";
  EXPECT_EQ(mask.at<uchar>(11, 4), 0);
  EXPECT_EQ(mask.at<uchar>(0, 0), 0);
  EXPECT_EQ(cv::countNonZero(mask), 9 * 7 + 7 * 7 - 3 * 3);
}

TEST(Fill, ToleratesCornersFarOutside) {
  const std::vector<Polygon> huge = {{{-1e7F, -1e7F}, {1e7F, -1e7F}, {1e7F, 1e7F}, {-1e7F, 1e7F}}};
  EXPECT_EQ(cv::countNonZero(FillPolygons({16, 16}, huge)), 256);
}

TEST(Soften, ErodesFirstSoTheFeatherStaysNearTheShape) {
  const std::vector<Polygon> square = {{{64, 64}, {192, 64}, {192, 192}, {64, 192}}};
  const cv::Mat hard = FillPolygons({256, 256}, square);
  const auto soft = Soften(hard, {256, 256, 11, 11, 20});
  ASSERT_TRUE(soft);
  EXPECT_EQ(soft->at<uchar>(128, 128), 255);
  EXPECT_EQ(soft->at<uchar>(60, 128), 0);
  EXPECT_GT(soft->at<uchar>(69, 128), 0) << "eroded by 5, the edge then lies at 69";
  EXPECT_LT(soft->at<uchar>(69, 128), 255);
  for (int y = 0; y < 256; ++y)
    for (int x = 0; x < 256; ++x)
      if (hard.at<uchar>(y, x) == 0) {
        ASSERT_EQ(soft->at<uchar>(y, x), 0);
      }
}

/// On the whole mask, as the paper's code does it: what a blur leaves at full strength is kept.
std::optional<cv::Mat> SoftenedAsAWhole(const cv::Mat& mask, const Softening& how) {
  cv::Mat resized, result;
  cv::resize(mask, resized, {how.width, how.height}, 0, 0, cv::INTER_LINEAR);
  cv::Mat strength;
  resized.convertTo(strength, CV_64F, 1 / 255.);
  cv::GaussianBlur(strength, strength, {how.erode, how.erode}, 0);
  cv::Mat kept = strength > 1 - 1e-9;  // a corner of the largest kernel weighs 2e-6
  cv::Mat soft = BlurGaussian(WidenMask(kept), how.feather, how.sigma);
  double largest = 0;
  cv::minMaxLoc(soft, nullptr, &largest);
  if (largest == 0) return {};
  const auto divisor = static_cast<uint32_t>(largest);
  for (int y = 0; y < soft.rows; ++y)
    for (int x = 0; x < soft.cols; ++x) {
      auto& value = soft.at<uint16_t>(y, x);
      value = static_cast<uint16_t>((value * 65535U + divisor / 2) / divisor);
    }
  cv::resize(NarrowMask(soft), result, mask.size(), 0, 0, cv::INTER_LINEAR);
  return result;
}

TEST(Soften, ABoxAroundTheShapeIsEnough) {
  Rng rng(4, "test/soften");
  for (int i = 0; i < 200; ++i) {
    const cv::Size size(static_cast<int>(rng.Integer(20, 300)),
                        static_cast<int>(rng.Integer(20, 300)));
    Polygon corners;  // some reach over the edge of the image
    for (int k = 0; k < 6; ++k)
      corners.emplace_back(static_cast<float>(rng.Uniform(-.2, 1.2) * size.width),
                           static_cast<float>(rng.Uniform(-.2, 1.2) * size.height));
    const cv::Mat mask = FillPolygons(size, std::vector<Polygon>{ConvexHull(corners)});
    const Softening how = Softening::Draw(rng);
    const auto soft = Soften(mask, how), wanted = SoftenedAsAWhole(mask, how);
    ASSERT_EQ(soft.has_value(), wanted.has_value()) << i;
    if (soft) {
      ASSERT_TRUE(SamePixels(*soft, *wanted)) << i;
    }
  }
}

TEST(Box, HoldsEveryPixelThatIsNotZeroAndNoMore) {
  cv::Mat mask = cv::Mat::zeros(20, 30, CV_8UC1);
  EXPECT_TRUE(NonZeroBox(mask).empty());
  mask.at<uchar>(7, 29) = 1;
  EXPECT_EQ(NonZeroBox(mask), cv::Rect(29, 7, 1, 1));
  mask.at<uchar>(19, 4) = 200;
  EXPECT_EQ(NonZeroBox(mask), cv::Rect(4, 7, 26, 13));
  EXPECT_EQ(Grown({29, 7, 1, 1}, 3, mask.size()), cv::Rect(26, 4, 4, 7));
}

TEST(Soften, NothingIsLeftOfASpeck) {
  cv::Mat speck = cv::Mat::zeros(256, 256, CV_8UC1);
  speck.at<uchar>(100, 100) = 255;
  EXPECT_FALSE(Soften(speck, {256, 256, 5, 5, 5}));
  EXPECT_FALSE(Soften(cv::Mat::zeros(64, 64, CV_8UC1), {200, 220, 5, 25, 45}));
}

TEST(Soften, DrawsWithinThePublishedRanges) {
  Rng rng(1, "test");
  for (int i = 0; i < 500; ++i) {
    const Softening how = Softening::Draw(rng);
    EXPECT_TRUE(how.width >= 192 && how.width <= 256 && how.height >= 192 && how.height <= 256);
    for (const int kernel : {how.erode, how.feather})
      EXPECT_TRUE(kernel % 2 == 1 && kernel >= 5 && kernel <= 25);
    EXPECT_TRUE(how.sigma >= 5 && how.sigma <= 45);
  }
}

TEST(Scaled, RoundsToNearest) {
  const cv::Mat mask(1, 1, CV_8UC1, cv::Scalar(255));
  EXPECT_EQ(Scaled(mask, 1).at<uchar>(0, 0), 255);
  EXPECT_EQ(Scaled(mask, .25).at<uchar>(0, 0), 64);  // 63.75
  EXPECT_EQ(Scaled(mask, 0).at<uchar>(0, 0), 0);
}

TEST(Feather, RisesWithTheDistanceFromOutside) {
  cv::Mat mask = cv::Mat::zeros(20, 40, CV_8UC1);
  mask.colRange(10, 40) = 255;
  const cv::Mat soft = Feather(mask, 8);
  for (int x = 0; x < 40; ++x)
    EXPECT_NEAR(soft.at<uchar>(10, x), 255 * std::clamp((x - 9) / 8.0, 0.0, 1.0), 1) << x;
}

TEST(Feather, OfNoWidthOrWithoutAnOutsideIsTheMask) {
  cv::Mat mask = cv::Mat::zeros(9, 9, CV_8UC1);
  mask.rowRange(2, 5) = 255;
  EXPECT_TRUE(SamePixels(Feather(mask, 0), mask));
  const cv::Mat full(9, 9, CV_8UC1, cv::Scalar(255));
  EXPECT_TRUE(SamePixels(Feather(full, 5), full));
}

// The weights of a kernel of 3 are .24, .52 and .24.
TEST(MaskAt, SoftensAHardEdgeAndKeepsWhatIsFlat) {
  cv::Mat mask = cv::Mat::zeros(20, 40, CV_8UC1);
  mask.colRange(10, 40) = 255;
  const cv::Mat soft = MaskAt(mask, mask.size());
  EXPECT_EQ(soft.type(), CV_32FC1);
  EXPECT_EQ(soft.at<float>(5, 8), 0);
  EXPECT_NEAR(soft.at<float>(5, 9), .24, .01);
  EXPECT_NEAR(soft.at<float>(5, 10), .76, .01);
  EXPECT_EQ(soft.at<float>(5, 11), 1);
  const cv::Mat seam = SeamOf(soft);
  EXPECT_NEAR(seam.at<float>(5, 9), 4 * .24 * .76, .02);
  EXPECT_EQ(seam.at<float>(5, 8), 0);
  EXPECT_EQ(seam.at<float>(5, 20), 0);
}

TEST(MaskAt, TakesTheMeanWhereItShrinks) {
  cv::Mat mask = cv::Mat::zeros(40, 40, CV_8UC1);
  mask.colRange(0, 21) = 255;
  const cv::Mat soft = MaskAt(mask, {20, 20});
  EXPECT_EQ(soft.size(), cv::Size(20, 20));
  EXPECT_NEAR(soft.at<float>(9, 10), .5, .02) << "half of the place is swapped";
  EXPECT_NEAR(MaskAt(mask, {80, 80}).at<float>(9, 20), 1, .01);
}

}  // namespace
}  // namespace swapbench
