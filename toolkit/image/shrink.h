// SPDX-License-Identifier: Apache-2.0
/// Scaling a picture down by any factor.
#pragma once

#include <opencv2/core.hpp>

namespace swapbench {

/// Every pixel is the mean of the area that it covers: the bytes of cv::resize with INTER_AREA,
/// several times as fast. CV_8UC3, both sides at least those of `size`.
cv::Mat Shrink(const cv::Mat& image, cv::Size size);

}  // namespace swapbench
