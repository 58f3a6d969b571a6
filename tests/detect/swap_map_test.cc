// SPDX-License-Identifier: Apache-2.0
#include "detect/swap_map.h"

#include <opencv2/imgproc.hpp>
#include <sstream>

#include "python.h"
#include "support.h"

namespace swapbench {
namespace {

template <class Is>
cv::Mat Pattern(int rows, int cols, Is is) {
  cv::Mat pattern(rows, cols, CV_8UC1);
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < cols; ++x) pattern.at<uchar>(y, x) = is(x, y) ? 255 : 0;
  return pattern;
}

TEST(IntersectionOverUnion, IsScikitLearnsJaccardScore) {
  const auto [text, status] = OutputOfPython("detect/reference_overlap.py");
  if (status == 3) GTEST_SKIP() << "needs python3-sklearn";
  ASSERT_EQ(status, 0);
  std::istringstream lines(text);
  int rows = 0, cols = 0, compared = 0;
  for (double theirs = 0; lines >> rows >> cols >> theirs; ++compared) {
    const cv::Mat a =
        Pattern(rows, cols, [](int x, int y) { return (x * 3 + y * 5 + x * y) % 7 < 3; });
    const cv::Mat b = Pattern(rows, cols, [](int x, int y) { return (x * x + y * 2) % 5 < 2; });
    EXPECT_NEAR(IntersectionOverUnion(a, b), theirs, 1e-12) << rows << 'x' << cols;
  }
  EXPECT_EQ(compared, 4);
}

TEST(IntersectionOverUnion, OfNothingAndNothingIsOne) {
  const cv::Mat none = cv::Mat::zeros(4, 4, CV_8UC1), all(4, 4, CV_8UC1, cv::Scalar(255));
  EXPECT_EQ(IntersectionOverUnion(none, none), 1);
  EXPECT_EQ(IntersectionOverUnion(none, all), 0);
  EXPECT_EQ(IntersectionOverUnion(all, all), 1);
}

TEST(Enclosed, FillsWhatIsClosedAndNothingElse) {
  cv::Mat ring = cv::Mat::zeros(9, 9, CV_8UC1);
  cv::rectangle(ring, {2, 2}, {6, 6}, 255);
  EXPECT_EQ(cv::countNonZero(Enclosed(ring)), 25);
  cv::Mat open = ring.clone();
  open.at<uchar>(2, 4) = 0;
  EXPECT_EQ(cv::countNonZero(Enclosed(open)), 15);
  cv::Mat diamond = cv::Mat::zeros(5, 5, CV_8UC1);  // closed at its corners
  for (const auto& [y, x] :
       {std::pair(0, 2), {1, 1}, {1, 3}, {2, 0}, {2, 4}, {3, 1}, {3, 3}, {4, 2}})
    diamond.at<uchar>(y, x) = 255;
  EXPECT_EQ(cv::countNonZero(Enclosed(diamond)), 13);
  EXPECT_EQ(cv::countNonZero(Enclosed(cv::Mat::zeros(3, 3, CV_8UC1))), 0);
  cv::Mat corner = cv::Mat::zeros(4, 4, CV_8UC1);  // the picture's edge closes nothing
  corner.at<uchar>(0, 1) = corner.at<uchar>(1, 0) = 255;
  EXPECT_EQ(cv::countNonZero(Enclosed(corner)), 2);
}

// A ramp of a mask: 4 m (1 - m) > .5 for m between .146 and .854.
TEST(TrueSwap, HasItsSeamWhereTheMaskIsNeitherZeroNorOne) {
  cv::Mat mask(40, 101, CV_8UC1);
  for (int x = 0; x < mask.cols; ++x) mask.col(x) = x * 255 / 100;
  const auto truth = TrueSwapOf(mask, mask.size());
  ASSERT_TRUE(truth);
  for (int x = 2; x < 99; ++x) {
    EXPECT_EQ(truth->seam.at<uchar>(20, x) > 0, x >= 15 && x <= 85) << x;
    EXPECT_EQ(truth->region.at<uchar>(20, x) > 0, x >= 51) << x;
  }
}

TEST(TrueSwap, GivesAHardEdgeASeamOfTwoPlaces) {
  cv::Mat mask = cv::Mat::zeros(40, 40, CV_8UC1);
  mask(cv::Rect(10, 10, 20, 20)) = 255;
  const auto truth = TrueSwapOf(mask, mask.size());
  ASSERT_TRUE(truth);
  for (int x = 0; x < 40; ++x)
    EXPECT_EQ(truth->seam.at<uchar>(20, x) > 0, x == 9 || x == 10 || x == 29 || x == 30) << x;
  EXPECT_EQ(cv::countNonZero(truth->region != mask), 0);
}

// Half-transparent all over: two pictures meet everywhere, and half of the largest is the border.
TEST(TrueSwap, OfATransparentBlendIsAllOfIt) {
  cv::Mat mask = cv::Mat::zeros(40, 40, CV_8UC1);
  mask(cv::Rect(10, 10, 20, 20)) = 100;
  const auto truth = TrueSwapOf(mask, mask.size());
  ASSERT_TRUE(truth);
  EXPECT_TRUE(truth->seam.at<uchar>(20, 20) > 0 && truth->region.at<uchar>(20, 20) > 0);
  EXPECT_EQ(truth->region.at<uchar>(20, 9), 0);
  EXPECT_EQ(truth->region.at<uchar>(20, 10), 255);
}

TEST(TrueSwap, IsUnknownWithoutAMaskAndWhereItIsTooFaint) {
  EXPECT_FALSE(TrueSwapOf({}, {8, 8}));
  EXPECT_FALSE(TrueSwapOf(cv::Mat::zeros(8, 8, CV_8UC1), {8, 8}));
  EXPECT_FALSE(TrueSwapOf(cv::Mat(8, 8, CV_8UC1, cv::Scalar(30)), {8, 8}));
  EXPECT_TRUE(TrueSwapOf(cv::Mat(8, 8, CV_8UC1, cv::Scalar(60)), {8, 8}));
}

}  // namespace
}  // namespace swapbench
