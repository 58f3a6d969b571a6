// SPDX-License-Identifier: Apache-2.0
#include "image/stable.h"

#include <cmath>
#include <numeric>

#include "image/codec.h"
#include "image/color.h"
#include "image/displace.h"
#include "image/mask.h"
#include "image/noise.h"
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

/// The definition in whole numbers: across, rounded to 16 bits, then down.
template <class Pixel>
cv::Mat BlurredOneByOne(const cv::Mat& image, int size, double sigma) {
  const auto weights = GaussianWeights(size, sigma);
  const int channels = image.channels(), radius = size / 2, kept = sizeof(Pixel) == 1 ? 8 : 0;
  cv::Mat between(image.size(), CV_16UC(channels)), result(image.size(), image.type());
  for (int y = 0; y < image.rows; ++y)
    for (int i = 0; i < image.cols * channels; ++i) {
      uint64_t sum = 0;
      for (int k = 0; k < size; ++k)
        sum += uint64_t{weights[static_cast<size_t>(k)]} *
               image.ptr<Pixel>(
                   y)[Mirrored(i / channels + k - radius, image.cols) * channels + i % channels];
      between.ptr<uint16_t>(y)[i] =
          static_cast<uint16_t>((sum + (1U << (15 - kept))) >> (16 - kept));
    }
  for (int y = 0; y < image.rows; ++y)
    for (int i = 0; i < image.cols * channels; ++i) {
      uint64_t sum = 0;
      for (int k = 0; k < size; ++k)
        sum += uint64_t{weights[static_cast<size_t>(k)]} *
               between.ptr<uint16_t>(Mirrored(y + k - radius, image.rows))[i];
      result.ptr<Pixel>(y)[i] = static_cast<Pixel>((sum + (1U << (15 + kept))) >> (16 + kept));
    }
  return result;
}

TEST(Blur, IsTheSameAsPixelByPixel) {
  Rng rng(5, "test/blur");
  for (int i = 0; i < 120; ++i) {
    const int width = static_cast<int>(rng.Integer(1, 50)),
              height = static_cast<int>(rng.Integer(1, 40));
    const int size = static_cast<int>(1 + 2 * rng.Integer(0, 14));
    const double sigma = rng.Chance(.2) ? .05 : rng.Uniform(.2, 45);  // one weight of 65536
    for (const int type : {CV_8UC1, CV_8UC3, CV_16UC1, CV_16UC3}) {
      const cv::Mat whole = NoiseImage(width + 3, height + 2, type, static_cast<uint64_t>(i));
      const cv::Mat image = whole(cv::Rect(2, 1, width, height));
      const cv::Mat wanted = image.depth() == CV_8U ? BlurredOneByOne<uint8_t>(image, size, sigma)
                                                    : BlurredOneByOne<uint16_t>(image, size, sigma);
      ASSERT_TRUE(SamePixels(BlurGaussian(image, size, sigma), wanted)) << size << ' ' << sigma;
    }
  }
}

TEST(Blur, OfAMaskIsTheSameAsPixelByPixel) {  // most of it is flat, which is a short cut
  Rng rng(6, "test/blur");
  for (int i = 0; i < 60; ++i) {
    const cv::Size size(static_cast<int>(rng.Integer(1, 120)),
                        static_cast<int>(rng.Integer(1, 90)));
    Polygon corners;
    for (int k = 0; k < 5; ++k)
      corners.emplace_back(static_cast<float>(rng.Uniform(-.3, 1.3) * size.width),
                           static_cast<float>(rng.Uniform(-.3, 1.3) * size.height));
    cv::Mat mask = WidenMask(FillPolygons(size, std::vector<Polygon>{ConvexHull(corners)}));
    for (int spot = 0; spot < 3; ++spot)
      mask.at<uint16_t>(static_cast<int>(rng.Integer(0, size.height - 1)),
                        static_cast<int>(rng.Integer(0, size.width - 1))) = 777;
    const int kernel = static_cast<int>(1 + 2 * rng.Integer(0, 14));
    const double sigma = rng.Uniform(.5, 45);
    ASSERT_TRUE(SamePixels(BlurGaussian(mask, kernel, sigma),
                           BlurredOneByOne<uint16_t>(mask, kernel, sigma)))
        << kernel << ' ' << size;
  }
}

TEST(Masks, AreWidenedAndNarrowedAsTheHeaderSays) {
  cv::Mat all(256, 256, CV_16UC1);
  for (int i = 0; i < 65536; ++i) all.at<uint16_t>(i / 256, i % 256) = static_cast<uint16_t>(i);
  const cv::Mat narrow = NarrowMask(all), wide = WidenMask(narrow);
  for (int i = 0; i < 65536; ++i) {
    ASSERT_EQ(narrow.at<uchar>(i / 256, i % 256), (i + 128) / 257);
    ASSERT_EQ(wide.at<uint16_t>(i / 256, i % 256), (i + 128) / 257 * 257);
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
  cv::Mat target(256, 256, CV_8UC3), source(256, 256, CV_8UC3);
  for (int y = 0; y < 256; ++y)
    for (int x = 0; x < 256; ++x) {
      target.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<uchar>(y));
      source.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<uchar>(x));
    }
  for (int mask = 0; mask <= 255; ++mask) {  // every mixture that there is
    const cv::Mat mixed = Blend(target, source, cv::Mat(256, 256, CV_8UC1, cv::Scalar(mask)));
    for (int y = 0; y < 256; ++y)
      for (int x = 0; x < 256; ++x)
        ASSERT_EQ(mixed.at<cv::Vec3b>(y, x)[x % 3],
                  (2 * (mask * x + (255 - mask) * y) + 255) / 510)  // the nearest; never a tie
            << mask << ' ' << x << ' ' << y;
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

TEST(Sharpen, RoundsInWholeNumbersUpToTheEdge) {
  for (const auto& [width, height] :
       {std::pair(2, 2), std::pair(3, 7), std::pair(17, 5), std::pair(40, 33)})
    for (const double alpha : {0., .2, .5, 1.}) {
      const cv::Mat image = NoiseImage(width, height, CV_8UC3);
      const cv::Mat sharp = Sharpen(image, alpha);
      const int square = static_cast<int>(std::floor(alpha * 4096 + .5));
      for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
          for (int c = 0; c < 3; ++c) {
            int around = 0;
            for (int j = -1; j <= 1; ++j)
              for (int i = -1; i <= 1; ++i)
                around += image.at<cv::Vec3b>(Mirrored(y + j, height), Mirrored(x + i, width))[c];
            const int value = image.at<cv::Vec3b>(y, x)[c];
            const int wanted = (4096 * value + square * (9 * value - around) + 2048) / 4096;
            ASSERT_EQ(sharp.at<cv::Vec3b>(y, x)[c], std::clamp(wanted, 0, 255));
          }
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
  const cv::Rect whole({}, image.size());
  const SmoothNoise across(whole.size(), 5.5, 50, rng), down(whole.size(), 2, 9, rng);
  AppendPixels(hash, ReadNoise(across, whole));
  const std::vector<Polygon> hull = {{{30.3F, 20.1F}, {170.7F, 33.3F}, {90.2F, 140.9F}}};
  cv::Mat mask = Displace(FillPolygons(image.size(), hull), across, down);
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
