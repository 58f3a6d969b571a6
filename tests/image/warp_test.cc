// SPDX-License-Identifier: Apache-2.0
#include "image/warp.h"

#include "image/color.h"
#include "image/pictures.h"
#include "support.h"

namespace swapbench {
namespace {

TEST(Warp, TheUnitMapAndNoShiftChangeNothing) {
  const cv::Mat image = Picture(33, 21);
  const Affine unit(1, 0, 0, 0, 1, 0);
  EXPECT_TRUE(SamePixels(Warp(image, unit, image.size(), Outside::kBlack), image));
  const cv::Mat none = cv::Mat::zeros(image.size(), CV_32FC1);
  EXPECT_TRUE(SamePixels(Displace(image, none, none), image));
}

TEST(Warp, MovesAPixelToWhereTheMatrixSays) {
  cv::Mat image = cv::Mat::zeros(20, 20, CV_8UC1);
  image.at<uchar>(5, 7) = 255;
  const cv::Mat moved = Warp(image, {1, 0, 3, 0, 1, -2}, image.size(), Outside::kBlack);
  EXPECT_EQ(moved.at<uchar>(3, 10), 255);
  EXPECT_EQ(moved.at<uchar>(5, 7), 0);
}

TEST(Warp, OutsideIsBlackOrTheEdgeRepeated) {
  const cv::Mat white(8, 8, CV_8UC3, cv::Scalar::all(255));
  const Affine right(1, 0, 4, 0, 1, 0);
  EXPECT_EQ(Warp(white, right, {8, 8}, Outside::kBlack).at<cv::Vec3b>(4, 0)[0], 0);
  EXPECT_EQ(Warp(white, right, {8, 8}, Outside::kRepeatEdge).at<cv::Vec3b>(4, 0)[0], 255);
}

TEST(Warp, DisplacementFetchesFromTheShiftedPlace) {
  const cv::Mat image = Picture(30, 20);
  const cv::Mat dx(image.size(), CV_32FC1, cv::Scalar(2)),
      dy(image.size(), CV_32FC1, cv::Scalar(-1));
  EXPECT_EQ(Displace(image, dx, dy).at<cv::Vec3b>(10, 10), image.at<cv::Vec3b>(9, 12));
}

TEST(Affine, ScalingKeepsTheCentreAndTheInverseUndoes) {
  const Affine map = ScaleAndShift({101, 51}, .9, 1.2, 0, 0);
  const cv::Point2d centre = Apply(map, {50, 25});
  EXPECT_NEAR(centre.x, 50, 1e-12);
  EXPECT_NEAR(centre.y, 25, 1e-12);
  const Affine shear(1.1, .3, 4, -.2, .8, -9);
  const cv::Point2d back = Apply(Inverse(shear), Apply(shear, {12, 34}));
  EXPECT_NEAR(back.x, 12, 1e-12);
  EXPECT_NEAR(back.y, 34, 1e-12);
  EXPECT_THAT(ErrorOf([] { Inverse({1, 2, 0, 2, 4, 0}); }), testing::HasSubstr("undone"));
}

TEST(Color, ShiftsAndTonesByHand) {
  const cv::Mat pixel(1, 1, CV_8UC3, cv::Scalar(10, 100, 250));
  EXPECT_EQ(ShiftChannels(pixel, {-20, 5, 20}).at<cv::Vec3b>(0, 0), cv::Vec3b(0, 105, 255));
  // 1.1*10 + 12.75 = 23.75; 1.1*100 + 12.75 = 122.75; above 255
  EXPECT_EQ(ChangeTone(pixel, .05, .1).at<cv::Vec3b>(0, 0), cv::Vec3b(24, 123, 255));
}

TEST(Color, LosingDetailKeepsSizeAndFlatAreas) {
  const cv::Mat flat(37, 23, CV_8UC3, cv::Scalar(9, 8, 7));
  EXPECT_TRUE(SamePixels(LoseDetail(flat, 4), flat));
  EXPECT_EQ(LoseDetail(Picture(1, 1), 4).size(), cv::Size(1, 1));
  const cv::Mat noise = NoiseImage(64, 64, CV_8UC3);
  EXPECT_FALSE(SamePixels(LoseDetail(noise, 2), noise));
}

TEST(MatchColours, GivesTheTargetsMeanAndDeviationWithinTheMask) {
  const cv::Mat target = Picture(60, 50), source = .5 * Picture(60, 50, 9) + cv::Scalar(60, 90, 20);
  cv::Mat mask = cv::Mat::zeros(50, 60, CV_8UC1);
  mask(cv::Rect(10, 10, 30, 30)) = 255;
  const cv::Mat matched = MatchColours(source, target, mask);
  cv::Scalar mean, deviation, wanted_mean, wanted_deviation;
  cv::meanStdDev(matched, mean, deviation, mask);
  cv::meanStdDev(target, wanted_mean, wanted_deviation, mask);
  for (int c = 0; c < 3; ++c) {
    EXPECT_NEAR(mean[c], wanted_mean[c], 3) << c;  // values beyond 0 and 255 are clamped
    EXPECT_NEAR(deviation[c], wanted_deviation[c], 3) << c;
  }
}

TEST(MatchColours, StretchesAFlatSourceNowhere) {
  const cv::Mat flat(8, 8, CV_8UC3, cv::Scalar(10, 20, 30)), all(8, 8, CV_8UC1, cv::Scalar(255));
  const cv::Mat target(8, 8, CV_8UC3, cv::Scalar(50, 60, 70));
  EXPECT_TRUE(SamePixels(MatchColours(flat, target, all), target));
  EXPECT_TRUE(SamePixels(MatchColours(flat, target, cv::Mat::zeros(8, 8, CV_8UC1)), flat));
}

}  // namespace
}  // namespace swapbench
