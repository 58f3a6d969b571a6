// SPDX-License-Identifier: Apache-2.0
#include "image/color.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace swapbench {
namespace {

/// `f` gives the new value of an old one in a channel.
template <class F>
cv::Mat Mapped(const cv::Mat& bgr, F f) {
  cv::Mat table(1, 256, CV_8UC3), result;
  for (int value = 0; value < 256; ++value)
    for (int c = 0; c < 3; ++c)
      table.at<cv::Vec3b>(0, value)[c] =
          static_cast<uchar>(std::clamp(std::floor(f(value, c) + .5), 0.0, 255.0));
  cv::LUT(bgr, table, result);
  return result;
}

}  // namespace

cv::Mat ShiftChannels(const cv::Mat& bgr, const cv::Vec3i& shift) {
  return Mapped(bgr, [&](int value, int c) { return static_cast<double>(value + shift[c]); });
}

cv::Mat ChangeTone(const cv::Mat& bgr, double brightness, double contrast) {
  return Mapped(bgr, [&](int value, int) { return (1 + contrast) * value + 255 * brightness; });
}

cv::Mat LoseDetail(const cv::Mat& bgr, int factor) {
  cv::Mat small, result;
  const cv::Size size(std::max(1, bgr.cols / factor), std::max(1, bgr.rows / factor));
  cv::resize(bgr, small, size, 0, 0, cv::INTER_NEAREST);
  cv::resize(small, result, bgr.size(), 0, 0, cv::INTER_LINEAR);
  return result;
}

}  // namespace swapbench
