// SPDX-License-Identifier: Apache-2.0
/// The part of a picture whose finest detail is analysed, pixel for pixel: nothing is scaled.
#pragma once

#include <opencv2/core.hpp>

namespace swapbench {

/// The grey square of `size` pixels (even) in the middle, CV_8UC1. Where the picture is smaller,
/// the largest even square in its middle, and at least 8x8: one with fewer rows or columns is first
/// continued to the right and downward by its last ones.
cv::Mat CentralSquare(const cv::Mat& bgr, int size);

/// The same with a side that is `share` of the picture's shorter one, 0 < share <= 1. In a picture
/// of a face, half of it is the face without hair and background.
cv::Mat CentralPart(const cv::Mat& bgr, double share);

}  // namespace swapbench
