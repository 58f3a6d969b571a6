// SPDX-License-Identifier: Apache-2.0
#include "detect/swap_map.h"

#include <opencv2/imgproc.hpp>

#include "image/mask.h"

namespace swapbench {

std::optional<TrueSwap> TrueSwapOf(const cv::Mat& mask, cv::Size places) {
  if (mask.empty()) return {};
  const cv::Mat soft = MaskAt(mask, places);
  double largest = 0;
  cv::minMaxLoc(soft, nullptr, &largest);
  if (largest <= 0) return {};
  TrueSwap truth{SeamOf(soft) > .5, soft > largest / 2};
  if (cv::countNonZero(truth.seam) == 0) return {};
  return truth;
}

cv::Mat Marked(const cv::Mat& map, double level) { return map >= level; }

cv::Mat Enclosed(const cv::Mat& marked) {
  cv::Mat framed;
  cv::copyMakeBorder(marked, framed, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
  constexpr int kOutside = 128;
  cv::floodFill(framed, {0, 0}, kOutside);
  return framed(cv::Rect(1, 1, marked.cols, marked.rows)) != kOutside;
}

double IntersectionOverUnion(const cv::Mat& a, const cv::Mat& b) {
  const int either = cv::countNonZero(a | b);
  return either > 0 ? static_cast<double>(cv::countNonZero(a & b)) / either : 1;
}

}  // namespace swapbench
