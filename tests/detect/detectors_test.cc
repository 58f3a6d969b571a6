// SPDX-License-Identifier: Apache-2.0
// What the untrained detectors measure; the contract that all detectors keep is tested in
// tests/contract.
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/rng.h"
#include "detect/detector.h"
#include "support.h"

namespace swapbench {
namespace {

cv::Mat Noise(int side, uint64_t seed) {
  Rng rng(seed, "test/noise");
  cv::Mat image(side, side, CV_8UC3);
  for (auto it = image.begin<cv::Vec3b>(); it != image.end<cv::Vec3b>(); ++it)
    for (int c = 0; c < 3; ++c) (*it)[c] = static_cast<uchar>(rng.Integer(0, 255));
  return image;
}

float ScoreOf(const char* spec, const cv::Mat& image) {
  const Face face{image, {}};
  return Detectors().Make(Spec::Parse(spec))->Score({&face, 1}).at(0).score;
}

TEST(Coin, IsUniformAndKnowsOnlyThePixels) {
  double sum = 0, squares = 0;
  constexpr int kTosses = 2000;
  for (int i = 0; i < kTosses; ++i) {
    const double toss = static_cast<double>(ScoreOf("coin", Noise(4, static_cast<uint64_t>(i))));
    EXPECT_GE(toss, 0);
    EXPECT_LT(toss, 1);
    sum += toss;
    squares += toss * toss;
  }
  // Five standard errors of a uniform's mean (sd .289) and of its square's mean (sd .298).
  EXPECT_NEAR(sum / kTosses, .5, 5 * .289 / std::sqrt(kTosses));
  EXPECT_NEAR(squares / kTosses, 1. / 3, 5 * .298 / std::sqrt(kTosses));
}

TEST(Coin, SeesAViewAsItSeesItsCopy) {
  const cv::Mat large = Noise(64, 1);
  const cv::Mat view = large(cv::Rect(10, 20, 30, 30));
  EXPECT_EQ(ScoreOf("coin", view), ScoreOf("coin", view.clone()));
}

TEST(Brightness, IsTheMeanPixelAsAShareOfWhite) {
  EXPECT_FLOAT_EQ(ScoreOf("brightness", cv::Mat(5, 7, CV_8UC3, cv::Scalar(51, 51, 51))), .2F);
  EXPECT_FLOAT_EQ(ScoreOf("brightness", cv::Mat(5, 7, CV_8UC3, cv::Scalar(0, 0, 255))), 1.F / 3);
}

TEST(Spectrum, CallsASmoothedImageMoreLikelyFake) {
  const cv::Mat sharp = Noise(96, 2);
  cv::Mat smooth;
  cv::blur(sharp, smooth, {3, 3});
  EXPECT_GT(ScoreOf("spectrum", smooth), ScoreOf("spectrum", sharp) + 1);
}

TEST(Spectrum, OfWhiteNoiseIsTheShareOfRings) {
  // White noise has equal power in every ring, so of 64 rings 16 are "high": -log(16 / 48).
  double sum = 0;
  for (uint64_t seed = 0; seed < 20; ++seed)
    sum += static_cast<double>(ScoreOf("spectrum:size=128", Noise(128, 100 + seed)));
  EXPECT_NEAR(sum / 20, std::log(3.), .05);
}

TEST(Network, NeedsAModel) {
  EXPECT_THAT(ErrorOf([] { Detectors().Make(Spec::Parse("network")); }),
              testing::HasSubstr("network:model=FOLDER"));
  EXPECT_THAT(ErrorOf([] { Detectors().Make(Spec::Parse("network:model=/nowhere")); }),
              testing::HasSubstr("/nowhere"));
}

}  // namespace
}  // namespace swapbench
