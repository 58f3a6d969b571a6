// SPDX-License-Identifier: Apache-2.0
#include "image/color.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace swapbench {
namespace {

/// `f` gives the new value of an old one in a channel.
template <class F>
cv::Mat TableOf(F f) {
  cv::Mat table(1, 256, CV_8UC3);
  for (int value = 0; value < 256; ++value)
    for (int c = 0; c < 3; ++c)
      table.at<cv::Vec3b>(0, value)[c] =
          static_cast<uchar>(std::clamp(std::floor(f(value, c) + .5), 0.0, 255.0));
  return table;
}

struct Moments {
  double mean = 0, deviation = 0;
};

/// Weighted by the mask: sums of whole numbers, exact.
std::array<Moments, 3> MomentsOf(const cv::Mat& bgr, const cv::Mat& mask) {
  std::array<uint64_t, 3> sum{}, squares{};
  uint64_t weight = 0;
  for (int y = 0; y < bgr.rows; ++y) {
    const uint8_t* weights = mask.ptr(y);
    const auto* pixels = bgr.ptr<cv::Vec3b>(y);
    for (int x = 0; x < bgr.cols; ++x) {
      const uint32_t w = weights[x];
      if (w == 0) continue;
      weight += w;
      for (size_t c = 0; c < 3; ++c) {
        const uint32_t value = pixels[x][static_cast<int>(c)];
        sum[c] += w * value;
        squares[c] += w * value * value;
      }
    }
  }
  std::array<Moments, 3> moments;
  const auto mean = [weight](uint64_t total) {
    return static_cast<double>(total) / static_cast<double>(weight);
  };
  for (size_t c = 0; c < 3 && weight > 0; ++c)
    moments[c] = {mean(sum[c]),
                  std::sqrt(std::max(0.0, mean(squares[c]) - mean(sum[c]) * mean(sum[c])))};
  return moments;
}

}  // namespace

cv::Mat MatchColours(const cv::Mat& source, const cv::Mat& target, const cv::Mat& mask) {
  if (cv::countNonZero(mask) == 0) return source.clone();
  const auto from = MomentsOf(source, mask), to = MomentsOf(target, mask);
  return Mapped(source, TableOf([&](int value, int channel) {
                  const auto c = static_cast<size_t>(channel);
                  const double spread = std::max(from[c].deviation, 1e-6);
                  const double gain = std::clamp(to[c].deviation / spread, .5, 2.0);
                  return (value - from[c].mean) * gain + to[c].mean;
                }));
}

cv::Mat ShiftTable(const cv::Vec3i& shift) {
  return TableOf([&](int value, int c) { return static_cast<double>(value + shift[c]); });
}

cv::Mat ToneTable(double brightness, double contrast) {
  return TableOf([&](int value, int) { return (1 + contrast) * value + 255 * brightness; });
}

cv::Mat Mapped(const cv::Mat& bgr, const cv::Mat& table) {
  cv::Mat result;
  cv::LUT(bgr, table, result);
  return result;
}

cv::Mat ShiftChannels(const cv::Mat& bgr, const cv::Vec3i& shift) {
  return Mapped(bgr, ShiftTable(shift));
}

cv::Mat ChangeTone(const cv::Mat& bgr, double brightness, double contrast) {
  return Mapped(bgr, ToneTable(brightness, contrast));
}

cv::Mat Thinned(const cv::Mat& bgr, int factor) {
  cv::Mat small;
  const cv::Size size(std::max(1, bgr.cols / factor), std::max(1, bgr.rows / factor));
  cv::resize(bgr, small, size, 0, 0, cv::INTER_NEAREST);
  return small;
}

cv::Mat Enlarged(const cv::Mat& bgr, cv::Size size) {
  cv::Mat result;
  cv::resize(bgr, result, size, 0, 0, cv::INTER_LINEAR);
  return result;
}

cv::Mat LoseDetail(const cv::Mat& bgr, int factor) {
  return Enlarged(Thinned(bgr, factor), bgr.size());
}

}  // namespace swapbench
