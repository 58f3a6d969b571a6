// SPDX-License-Identifier: Apache-2.0
/// Where a picture was changed, place by place: the truth of a fake, and how far a map agrees.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

namespace swapbench {

/// CV_8UC1 on one grid of places: 255 or 0.
struct TrueSwap {
  cv::Mat seam;    // where SeamOf the mask is above .5
  cv::Mat region;  // where the mask is above half of its largest value: some blends are transparent
};

/// Of a fake's mask (CV_8UC1, see MaskAt). Nothing where seam or region has no place: the mask is
/// empty or too faint.
std::optional<TrueSwap> TrueSwapOf(const cv::Mat& mask, cv::Size places);

/// The places of a map (CV_32FC1) at or above `level`, 255 or 0.
cv::Mat Marked(const cv::Mat& map, double level);

/// Marked places and all that they enclose: what cannot be reached from outside without crossing
/// one, corner to corner counting as closed.
cv::Mat Enclosed(const cv::Mat& marked);

/// Places in both over places in either (Jaccard 1901), of CV_8UC1; 1 where both are empty.
double IntersectionOverUnion(const cv::Mat& a, const cv::Mat& b);

}  // namespace swapbench
