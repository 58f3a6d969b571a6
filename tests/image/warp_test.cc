// SPDX-License-Identifier: Apache-2.0
#include "image/warp.h"

#include <opencv2/imgproc.hpp>

#include "image/color.h"
#include "image/mask.h"
#include "image/pictures.h"
#include "support.h"

namespace swapbench {
namespace {

cv::Rect Whole(const cv::Mat& image) { return {{}, image.size()}; }

/// A mask of one polygon, nothing, everything, or noise; or a picture.
cv::Mat AnyImage(Rng& rng) {
  const cv::Size size(static_cast<int>(rng.Integer(1, 90)), static_cast<int>(rng.Integer(1, 90)));
  const auto seed = static_cast<uint64_t>(rng.Integer(0, 1000));
  const auto random = [&](int side) { return static_cast<float>(rng.Uniform(-5, side + 5.)); };
  switch (rng.Integer(0, 4)) {
    case 0:
      return NoiseImage(size.width, size.height, CV_8UC1, seed);
    case 1:
      return cv::Mat(size, CV_8UC1, cv::Scalar(rng.Chance(.5) ? 0 : 255));
    case 2:
      return NoiseImage(size.width, size.height, CV_8UC3, seed);
    default: {
      Polygon corners;
      for (int i = 0; i < 5; ++i) corners.emplace_back(random(size.width), random(size.height));
      return FillPolygons(size, std::vector<Polygon>{ConvexHull(corners)});
    }
  }
}

/// Mostly upright ones, some mirrored, some with whole steps, some turned.
Affine AnyMap(Rng& rng) {
  const auto scale = [&] { return rng.Uniform(.3, 2.5) * (rng.Chance(.1) ? -1 : 1); };
  if (rng.Chance(.1)) return {1, 0, std::floor(rng.Uniform(-9, 9)), 0, 1, 4};
  const double shear = rng.Chance(.2) ? rng.Uniform(-.4, .4) : 0;
  return {scale(), shear, rng.Uniform(-60, 60), -shear, scale(), rng.Uniform(-60, 60)};
}

cv::Mat WarpedByOpenCv(const cv::Mat& image, const Affine& map, cv::Size size, Outside outside) {
  cv::Mat result;
  cv::warpAffine(image, result, cv::Mat(Inverse(map)), size,
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 outside == Outside::kBlack ? cv::BORDER_CONSTANT : cv::BORDER_REPLICATE);
  return result;
}

TEST(Warp, HasTheBitsOfOpenCv) {
  Rng rng(1, "test/warp");
  for (int i = 0; i < 600; ++i) {
    const cv::Mat image = AnyImage(rng);
    const Affine map = AnyMap(rng);
    const cv::Size size(static_cast<int>(rng.Integer(1, 90)), static_cast<int>(rng.Integer(1, 90)));
    for (const Outside outside : {Outside::kBlack, Outside::kRepeatEdge})
      ASSERT_TRUE(
          SamePixels(Warp(image, map, size, outside), WarpedByOpenCv(image, map, size, outside)))
          << i;
  }
}

TEST(Warp, APartIsCutOutOfTheWholeAndLooksNowhereElse) {
  Rng rng(2, "test/warp");
  for (int i = 0; i < 200; ++i) {
    cv::Mat image = AnyImage(rng).clone();
    const Affine map = AnyMap(rng);
    const cv::Mat whole = Warp(image, map, {80, 70}, Outside::kRepeatEdge);
    const cv::Rect part(static_cast<int>(rng.Integer(0, 40)), static_cast<int>(rng.Integer(0, 40)),
                        static_cast<int>(rng.Integer(1, 40)), static_cast<int>(rng.Integer(1, 30)));
    const cv::Rect seen = SeenBy(map, part, image.size());
    ASSERT_EQ(seen & Whole(image), seen);
    const cv::Mat kept = image(seen).clone();
    image.setTo(cv::Scalar::all(77));
    kept.copyTo(image(seen));
    ASSERT_TRUE(SamePixels(WarpPart(image, map, part, Outside::kRepeatEdge), whole(part))) << i;
  }
}

TEST(Warp, TheUnitMapChangesNothing) {
  const cv::Mat image = Picture(33, 21);
  const Affine unit(1, 0, 0, 0, 1, 0);
  EXPECT_TRUE(SamePixels(Warp(image, unit, image.size(), Outside::kBlack), image));
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
