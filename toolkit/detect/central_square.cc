// SPDX-License-Identifier: Apache-2.0
#include "detect/central_square.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace swapbench {
namespace {

constexpr int kLeast = 8;

}  // namespace

cv::Mat CentralSquare(const cv::Mat& bgr, int size) {
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  const int right = std::max(0, kLeast - grey.cols), bottom = std::max(0, kLeast - grey.rows);
  cv::copyMakeBorder(grey, grey, 0, bottom, 0, right, cv::BORDER_REPLICATE);
  const int side = std::min({size, grey.cols, grey.rows}) / 2 * 2;
  return grey(cv::Rect((grey.cols - side) / 2, (grey.rows - side) / 2, side, side));
}

cv::Mat CentralPart(const cv::Mat& bgr, double share) {
  return CentralSquare(bgr,
                       std::max(kLeast, static_cast<int>(share * std::min(bgr.cols, bgr.rows))));
}

}  // namespace swapbench
