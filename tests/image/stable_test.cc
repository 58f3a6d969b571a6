// SPDX-License-Identifier: Apache-2.0
#include "image/stable.h"

#include <cmath>
#include <numeric>

#include "image/codec.h"
#include "image/color.h"
#include "image/mask.h"
#include "image/pictures.h"
#include "image/processor.h"
#include "image/warp.h"
#include "support.h"

namespace swapbench {
namespace {

TEST(Blur, WeightsSumToOneAndAreSymmetric) {
  for (const int size : {1, 3, 5, 25, 57})
    for (const double sigma : {.05, .8, 4.1, 45.0}) {
      const auto weights = GaussianWeights(size, sigma);
      EXPECT_EQ(std::accumulate(weights.begin(), weights.end(), 0ULL), 65536ULL);
      for (size_t i = 0; i < weights.size(); ++i)
        EXPECT_EQ(weights[i], weights[weights.size() - 1 - i]);
    }
  EXPECT_DOUBLE_EQ(SigmaForKernel(25), 4.1);  // .3*(12 - 1) + .8
}

double At(const cv::Mat& image, int y, int x) {
  return image.depth() == CV_8U ? image.at<uchar>(y, x) : image.at<uint16_t>(y, x);
}

/// The definition, in doubles.
double BlurredAt(const cv::Mat& image, int y, int x, int size, double sigma) {
  const auto mirrored = [](int i, int n) { return i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i; };
  double sum = 0, total = 0;
  for (int j = -size / 2; j <= size / 2; ++j)
    for (int i = -size / 2; i <= size / 2; ++i) {
      const double weight = std::exp(-(i * i + j * j) / (2 * sigma * sigma));
      sum += weight * At(image, mirrored(y + j, image.rows), mirrored(x + i, image.cols));
      total += weight;
    }
  return sum / total;
}

TEST(Blur, IsTheGaussianOfTheTextbook) {
  const cv::Mat noise8 = NoiseImage(40, 31, CV_8UC1), noise16 = NoiseImage(40, 31, CV_16UC1);
  for (const int size : {3, 11, 25}) {
    const double sigma = SigmaForKernel(size);
    const cv::Mat blurred8 = BlurGaussian(noise8, size, sigma);
    const cv::Mat blurred16 = BlurGaussian(noise16, size, sigma);
    for (int y = 0; y < noise8.rows; ++y)
      for (int x = 0; x < noise8.cols; ++x) {
        ASSERT_NEAR(At(blurred8, y, x), BlurredAt(noise8, y, x, size, sigma), .75);
        ASSERT_NEAR(At(blurred16, y, x), BlurredAt(noise16, y, x, size, sigma), 40);
      }
  }
}

TEST(Blur, LeavesAFlatImageAsItIs) {
  for (const int value : {0, 1, 77, 254, 255}) {
    const cv::Mat flat(9, 7, CV_8UC3, cv::Scalar::all(value));
    EXPECT_TRUE(SamePixels(BlurGaussian(flat, 25, 45), flat)) << value;
    const cv::Mat wide(9, 7, CV_16UC1, cv::Scalar::all(257 * value));
    EXPECT_TRUE(SamePixels(BlurGaussian(wide, 25, 45), wide)) << value;
  }
  const cv::Mat pixel(1, 1, CV_8UC3, cv::Scalar(1, 2, 3));
  EXPECT_TRUE(SamePixels(BlurGaussian(pixel, 25, 4), pixel));
}

TEST(Blend, RoundsTheExactMixture) {
  for (int mask = 0; mask <= 255; mask += 5)
    for (int target = 0; target <= 255; target += 15)
      for (int source = 0; source <= 255; source += 17) {
        const cv::Mat t(1, 1, CV_8UC3, cv::Scalar::all(target));
        const cv::Mat s(1, 1, CV_8UC3, cv::Scalar::all(source));
        const cv::Mat m(1, 1, CV_8UC1, cv::Scalar(mask));
        const double exact = target + (source - target) * (mask / 255.0);
        ASSERT_EQ(Blend(t, s, m).at<cv::Vec3b>(0, 0)[1], static_cast<int>(std::lround(exact)));
      }
}

TEST(Blend, TouchesNothingWhereTheMaskIsZeroAndIsTheSourceWhereItIsFull) {
  const cv::Mat target = NoiseImage(16, 16, CV_8UC3, 1), source = NoiseImage(16, 16, CV_8UC3, 2);
  const cv::Mat none = cv::Mat::zeros(16, 16, CV_8UC1);
  EXPECT_TRUE(SamePixels(Blend(target, source, none), target));
  EXPECT_TRUE(SamePixels(Blend(target, source, none + 255), source));
  EXPECT_TRUE(SamePixels(Blend(target, target, NoiseImage(16, 16, CV_8UC1)), target));
  EXPECT_THAT(ErrorOf([&] { Blend(target, source, cv::Mat()); }), testing::HasSubstr("one size"));
}

TEST(Sharpen, FollowsItsFormula) {
  const cv::Mat image = Picture(12, 9);
  const double alpha = .3;
  const cv::Mat sharp = Sharpen(image, alpha);
  for (int y = 1; y < 8; ++y)
    for (int x = 1; x < 11; ++x) {
      double neighbours = 0;
      for (int j = -1; j <= 1; ++j)
        for (int i = -1; i <= 1; ++i)
          if (i != 0 || j != 0) neighbours += image.at<cv::Vec3b>(y + j, x + i)[2];
      const double value = image.at<cv::Vec3b>(y, x)[2];
      const double exact = (1 - alpha) * value + alpha * (9 * value - neighbours);
      EXPECT_NEAR(sharp.at<cv::Vec3b>(y, x)[2], std::clamp(exact, 0.0, 255.0), .8);
    }
}

TEST(Noise, HasTheDeviationItPromises) {
  for (const double sigma : {1.5, 3.5, 7.0, 14.0}) {
    Rng rng(3, "test");
    const cv::Mat noise = SmoothNoise({400, 400}, sigma, 50, rng);
    double sum = 0, squares = 0;
    for (int y = 0; y < 400; ++y)
      for (int x = 0; x < 400; ++x) {
        sum += noise.at<float>(y, x);
        squares += static_cast<double>(noise.at<float>(y, x)) * noise.at<float>(y, x);
      }
    const double mean = sum / 160000, deviation = std::sqrt(squares / 160000 - mean * mean);
    // Uniform on [-1, 1] has variance 1/3; a Gaussian filter keeps 1/(4 pi sigma^2) of it.
    EXPECT_NEAR(deviation, 50 * .1628 / sigma, .12 * 50 * .1628 / sigma) << sigma;
  }
}

/// One hash over everything that the room promises to be stable, OpenCV's part of it included.
std::string HashOfEverything() {
  Sha256Stream hash;
  const cv::Mat image = Picture(203, 151), noise = NoiseImage(64, 64, CV_16UC1);
  AppendPixels(hash, BlurGaussian(image, 9, 2.3));
  AppendPixels(hash, BlurGaussian(noise, 25, 17));
  AppendPixels(hash, Sharpen(image, .4));
  AppendPixels(hash, ShiftChannels(image, {-20, 3, 20}));
  AppendPixels(hash, ChangeTone(image, .07, -.09));
  AppendPixels(hash, LoseDetail(image, 4));
  AppendPixels(hash, Warp(image, {.9, .1, 3.2, -.1, .97, 8.8}, {180, 160}, Outside::kRepeatEdge));
  Rng rng(1, "test");
  const cv::Mat dx = SmoothNoise({203, 151}, 5.5, 50, rng), dy = SmoothNoise({203, 151}, 2, 9, rng);
  AppendPixels(hash, dx);
  const std::vector<Polygon> hull = {{{30.3F, 20.1F}, {170.7F, 33.3F}, {90.2F, 140.9F}}};
  cv::Mat mask = Displace(FillPolygons(image.size(), hull), dx, dy);
  for (int i = 0; i < 8; ++i) {
    mask = Soften(mask, Softening::Draw(rng)).value_or(mask);
    AppendPixels(hash, mask);
    AppendPixels(hash, Blend(image, LoseDetail(image, 2), mask));
  }
  hash.Append(EncodeJpeg(image, 83));
  hash.Append(EncodePng(mask));
  AppendPixels(hash, DecodeImage(EncodeJpeg(image, 83), "x"));
  return hash.Finish();
}

TEST(Stability, PrintsAHash) { PrintHash(HashOfEverything()); }

TEST(Stability, BitsDoNotDependOnTheProcessor) {
  EXPECT_EQ(HashOnAnOldProcessor("Stability.PrintsAHash"), HashOfEverything());
}

}  // namespace
}  // namespace swapbench
