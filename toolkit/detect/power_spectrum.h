// SPDX-License-Identifier: Apache-2.0
/// How a picture's contrast is spread over coarse and fine detail.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace swapbench {

/// Mean power in each ring of spatial frequency r = 0 .. side/2, in cycles a side (r = side/2 is
/// half a cycle a pixel), of a grey square with an even side: values 0..1 without their mean, under
/// the root of a Hann window (OpenCV's createHanningWindow), |DFT|^2 averaged over a ring of
/// width 1.
std::vector<double> AzimuthalPower(const cv::Mat& grey_square);

}  // namespace swapbench
