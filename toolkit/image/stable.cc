// SPDX-License-Identifier: Apache-2.0
#include "image/stable.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/stable_math.h"

namespace swapbench {
namespace {

/// One output row: the weighted sum of rows (or of shifted copies of one row).
template <class Pixel>
void WeighRows(const std::vector<const Pixel*>& rows, const std::vector<uint32_t>& weights,
               std::vector<uint32_t>& sum) {
  const size_t width = sum.size();
  std::fill(sum.begin(), sum.end(), 0U);
  for (size_t k = 0; k < weights.size(); ++k) {
    const Pixel* row = rows[k];
    const uint32_t weight = weights[k];
    uint32_t* out = sum.data();
    for (size_t x = 0; x < width; ++x) out[x] += weight * row[x];
  }
}

/// Sums are below 2^32: 65535 * 65536 + 32768 is. 8-bit values keep 8 more bits between the passes.
template <class Pixel>
cv::Mat Blurred(const cv::Mat& image, const std::vector<uint32_t>& weights) {
  constexpr int kKept = sizeof(Pixel) == 1 ? 8 : 0;
  const int channels = image.channels(), radius = static_cast<int>(weights.size()) / 2;
  const auto row_length = static_cast<size_t>(image.cols * channels);
  std::vector<uint16_t> between(row_length * static_cast<size_t>(image.rows));
  std::vector<Pixel> padded(static_cast<size_t>((image.cols + 2 * radius) * channels));
  std::vector<uint32_t> sum(row_length);

  std::vector<const Pixel*> shifted(weights.size());
  for (size_t k = 0; k < weights.size(); ++k)
    shifted[k] = padded.data() + k * static_cast<size_t>(channels);
  for (int y = 0; y < image.rows; ++y) {
    const auto* row = image.ptr<Pixel>(y);
    for (int x = -radius; x < image.cols + radius; ++x)
      std::copy_n(row + Mirrored(x, image.cols) * channels, channels,
                  padded.begin() + (x + radius) * channels);
    WeighRows(shifted, weights, sum);
    uint16_t* out = between.data() + row_length * static_cast<size_t>(y);
    for (size_t x = 0; x < row_length; ++x)
      out[x] = static_cast<uint16_t>((sum[x] + (1U << (15 - kKept))) >> (16 - kKept));
  }

  cv::Mat result(image.size(), image.type());
  std::vector<const uint16_t*> rows(weights.size());
  for (int y = 0; y < image.rows; ++y) {
    for (int k = -radius; k <= radius; ++k)
      rows[static_cast<size_t>(k + radius)] =
          between.data() + row_length * static_cast<size_t>(Mirrored(y + k, image.rows));
    WeighRows(rows, weights, sum);
    auto* out = result.ptr<Pixel>(y);
    for (size_t x = 0; x < row_length; ++x)
      out[x] = static_cast<Pixel>((sum[x] + (1U << (15 + kKept))) >> (16 + kKept));
  }
  return result;
}

std::vector<float> FloatWeights(double sigma) {
  const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
  std::vector<float> weights;
  double total = 0;
  for (int k = -radius; k <= radius; ++k) total += stable::Exp(-.5 * k * k / (sigma * sigma));
  for (int k = -radius; k <= radius; ++k)
    weights.push_back(static_cast<float>(stable::Exp(-.5 * k * k / (sigma * sigma)) / total));
  return weights;
}

/// Without border treatment: the result is smaller by the kernel's diameter.
cv::Mat SmoothedInside(const cv::Mat& noise, const std::vector<float>& weights) {
  const int cut = static_cast<int>(weights.size()) - 1;
  cv::Mat across = cv::Mat::zeros(noise.rows, noise.cols - cut, CV_32FC1);
  cv::Mat result = cv::Mat::zeros(noise.rows - cut, noise.cols - cut, CV_32FC1);
  for (int y = 0; y < across.rows; ++y)
    for (int k = 0; k <= cut; ++k) {
      const float* in = noise.ptr<float>(y) + k;
      float* out = across.ptr<float>(y);
      for (int x = 0; x < across.cols; ++x) out[x] += weights[static_cast<size_t>(k)] * in[x];
    }
  for (int y = 0; y < result.rows; ++y)
    for (int k = 0; k <= cut; ++k) {
      const float* in = across.ptr<float>(y + k);
      float* out = result.ptr<float>(y);
      for (int x = 0; x < result.cols; ++x) out[x] += weights[static_cast<size_t>(k)] * in[x];
    }
  return result;
}

}  // namespace

std::vector<uint32_t> GaussianWeights(int size, double sigma) {
  Check(size >= 1 && size % 2 == 1 && size < 4096 && sigma > 0,
        "A Gaussian kernel needs an odd size and a positive sigma, not ", size, " and ", sigma,
        ".");
  const int radius = size / 2;
  std::vector<double> exact;
  for (int k = -radius; k <= radius; ++k)
    exact.push_back(stable::Exp(-.5 * k * k / (sigma * sigma)));
  const double total = std::accumulate(exact.begin(), exact.end(), 0.0);
  std::vector<uint32_t> weights;
  for (const double weight : exact)
    weights.push_back(static_cast<uint32_t>(std::floor(weight / total * 65536 + .5)));
  const uint32_t sum = std::accumulate(weights.begin(), weights.end(), 0U);
  weights[static_cast<size_t>(radius)] += 65536U - sum;  // modulo 2^32, so a surplus is taken away
  return weights;
}

int Mirrored(int i, int n) {
  if (n == 1) return 0;
  const int period = 2 * (n - 1);
  i = ((i % period) + period) % period;
  return i < n ? i : period - i;
}

double SigmaForKernel(int size) { return .3 * ((size - 1) * .5 - 1) + .8; }

cv::Mat BlurGaussian(const cv::Mat& image, int size, double sigma) {
  const std::vector<uint32_t> weights = GaussianWeights(size, sigma);
  if (image.depth() == CV_8U) return Blurred<uint8_t>(image, weights);
  Check(image.depth() == CV_16U, "BlurGaussian takes images of 8 or 16 bits.");
  return Blurred<uint16_t>(image, weights);
}

cv::Mat Blend(const cv::Mat& target, const cv::Mat& source, const cv::Mat& mask) {
  Check(target.type() == CV_8UC3 && source.type() == CV_8UC3 && mask.type() == CV_8UC1 &&
            target.size() == source.size() && target.size() == mask.size(),
        "Blend takes two 8-bit BGR images and an 8-bit mask, all of one size.");
  cv::Mat result(target.size(), CV_8UC3);
  for (int y = 0; y < target.rows; ++y) {
    const uchar *t = target.ptr(y), *s = source.ptr(y), *m = mask.ptr(y);
    uchar* out = result.ptr(y);
    for (int i = 0; i < 3 * target.cols; ++i) {
      const unsigned weight = m[i / 3];
      out[i] = static_cast<uchar>((weight * s[i] + (255 - weight) * t[i] + 127) / 255);
    }
  }
  return result;
}

cv::Mat Sharpen(const cv::Mat& image, double alpha) {
  Check(image.type() == CV_8UC3, "Sharpen takes 8-bit BGR images.");
  // In 1/4096; the sum over the 3x3 square holds the pixel itself once too often.
  const int square = static_cast<int>(std::floor(alpha * 4096 + .5));
  const int own = 4096 + 9 * square;
  cv::Mat result(image.size(), image.type());
  for (int y = 0; y < image.rows; ++y) {
    const uchar* rows[3];
    for (int k = 0; k < 3; ++k) rows[k] = image.ptr(Mirrored(y + k - 1, image.rows));
    for (int x = 0; x < image.cols; ++x) {
      const int left = 3 * Mirrored(x - 1, image.cols), right = 3 * Mirrored(x + 1, image.cols);
      for (int c = 0; c < 3; ++c) {
        int sum = 0;
        for (const uchar* row : rows) sum += row[left + c] + row[3 * x + c] + row[right + c];
        const int value = own * rows[1][3 * x + c] - square * sum;
        result.ptr(y)[3 * x + c] = static_cast<uchar>(std::clamp((value + 2048) / 4096, 0, 255));
      }
    }
  }
  return result;
}

cv::Mat WidenMask(const cv::Mat& mask8) {
  cv::Mat wide(mask8.size(), CV_16UC1);
  for (int y = 0; y < wide.rows; ++y)
    for (int x = 0; x < wide.cols; ++x)
      wide.at<uint16_t>(y, x) = static_cast<uint16_t>(257 * mask8.at<uchar>(y, x));
  return wide;
}

cv::Mat NarrowMask(const cv::Mat& mask16) {
  cv::Mat narrow(mask16.size(), CV_8UC1);
  for (int y = 0; y < narrow.rows; ++y)
    for (int x = 0; x < narrow.cols; ++x)
      narrow.at<uchar>(y, x) = static_cast<uchar>((mask16.at<uint16_t>(y, x) + 128) / 257);
  return narrow;
}

cv::Mat SmoothNoise(cv::Size size, double sigma, double amplitude, Rng& rng) {
  const int step = std::clamp(static_cast<int>(sigma / 2), 1, 8);
  const std::vector<float> weights = FloatWeights(sigma / step);
  const int cut = static_cast<int>(weights.size()) - 1;
  cv::Mat noise((size.height + step - 1) / step + 1 + cut, (size.width + step - 1) / step + 1 + cut,
                CV_32FC1);
  // Averaging over step*step independent cells divides the deviation by step.
  const double scale = amplitude / step;
  for (int y = 0; y < noise.rows; ++y)
    for (int x = 0; x < noise.cols; ++x)
      noise.at<float>(y, x) = static_cast<float>(rng.Uniform(-scale, scale));
  const cv::Mat smooth = SmoothedInside(noise, weights);
  if (step == 1) return smooth(cv::Rect({0, 0}, size)).clone();
  cv::Mat fine;
  cv::resize(smooth, fine, smooth.size() * step, 0, 0, cv::INTER_CUBIC);
  return fine(cv::Rect({0, 0}, size)).clone();
}

}  // namespace swapbench
