// SPDX-License-Identifier: Apache-2.0
/// Waving a mask's edge.
#pragma once

#include <opencv2/core.hpp>

#include "image/noise.h"

namespace swapbench {

/// Each pixel of a CV_8UC1 mask is fetched from (x + across(x, y), y + down(x, y)), bilinear, black
/// outside: the bits of cv::remap. The fields are of the mask's size.
cv::Mat Displace(const cv::Mat& mask, const SmoothNoise& across, const SmoothNoise& down);

}  // namespace swapbench
