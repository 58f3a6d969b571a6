// SPDX-License-Identifier: Apache-2.0
#include "image/noise.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/stable_math.h"
#include "image/pictures.h"
#include "support.h"

namespace swapbench {
namespace {

TEST(Noise, HasTheDeviationItPromises) {
  for (const double sigma : {1.5, 3.5, 7.0, 14.0}) {
    Rng rng(3, "test");
    const cv::Mat noise = ReadNoise(SmoothNoise({400, 400}, sigma, 50, rng), {0, 0, 400, 400});
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

/// Drawn row by row, added up one by one, interpolated by OpenCV.
cv::Mat NoiseOneByOne(cv::Size size, double sigma, double amplitude, Rng& rng) {
  const int step = std::clamp(static_cast<int>(sigma / 2), 1, 8);
  const double narrow = sigma / step, scale = amplitude / step;
  const int radius = std::max(1, static_cast<int>(std::ceil(3 * narrow)));
  std::vector<double> exact;
  double total = 0;
  for (int k = -radius; k <= radius; ++k) {
    exact.push_back(stable::Exp(-.5 * k * k / (narrow * narrow)));
    total += exact.back();
  }
  std::vector<float> weights;
  for (const double weight : exact) weights.push_back(static_cast<float>(weight / total));
  const cv::Size coarse((size.width + step - 1) / step + 1, (size.height + step - 1) / step + 1);
  cv::Mat noise(coarse + cv::Size(2 * radius, 2 * radius), CV_32FC1);
  for (int y = 0; y < noise.rows; ++y)
    for (int x = 0; x < noise.cols; ++x)
      noise.at<float>(y, x) = static_cast<float>(rng.Uniform(-scale, scale));
  cv::Mat across(noise.rows, coarse.width, CV_32FC1), smooth(coarse, CV_32FC1), fine;
  for (int y = 0; y < across.rows; ++y)
    for (int x = 0; x < across.cols; ++x) {
      float sum = 0;
      for (int k = 0; k <= 2 * radius; ++k)
        sum += weights[static_cast<size_t>(k)] * noise.at<float>(y, x + k);
      across.at<float>(y, x) = sum;
    }
  for (int y = 0; y < smooth.rows; ++y)
    for (int x = 0; x < smooth.cols; ++x) {
      float sum = 0;
      for (int k = 0; k <= 2 * radius; ++k)
        sum += weights[static_cast<size_t>(k)] * across.at<float>(y + k, x);
      smooth.at<float>(y, x) = sum;
    }
  if (step == 1) return smooth(cv::Rect({}, size));
  cv::resize(smooth, fine, coarse * step, 0, 0, cv::INTER_CUBIC);
  return fine(cv::Rect({}, size));
}

TEST(Noise, HasTheBitsOfOpenCvInEveryPart) {
  Rng sizes(1, "test/sizes");
  for (int i = 0; i < 150; ++i) {
    const cv::Size size(static_cast<int>(sizes.Integer(1, 120)),
                        static_cast<int>(sizes.Integer(1, 120)));
    const double sigma = sizes.Uniform(.5, 20);
    Rng rng(9, "test", static_cast<uint64_t>(i)), other = rng;
    const SmoothNoise noise(size, sigma, 40, rng);
    const cv::Mat wanted = NoiseOneByOne(size, sigma, 40, other);
    ASSERT_EQ(rng.Bits(), other.Bits()) << "as many numbers are drawn";
    ASSERT_TRUE(SamePixels(ReadNoise(noise, {{}, size}), wanted)) << size << ' ' << sigma;
    const cv::Rect part(size.width / 3, size.height / 5, (size.width + 1) / 2,
                        (size.height + 1) / 2);
    ASSERT_TRUE(SamePixels(ReadNoise(noise, part), wanted(part))) << size << ' ' << sigma;
    double least = 0, most = 0;
    cv::minMaxLoc(wanted, &least, &most);
    EXPECT_LE(std::max(-least, most), noise.Bound());
  }
}

}  // namespace
}  // namespace swapbench
