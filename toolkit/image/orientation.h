// SPDX-License-Identifier: Apache-2.0
/// Photographs as their camera held them: telephones store the sensor's rows and a note on how to
/// turn them.
#pragma once

#include <opencv2/core.hpp>
#include <string_view>

namespace swapbench {

/// EXIF's orientation of a JPEG file, 1 to 8; 1 (upright) where it states none that can be read.
int ExifOrientation(std::string_view jpeg);

/// The picture turned and mirrored as that number asks. 1 to 8.
cv::Mat Upright(const cv::Mat& image, int orientation);

}  // namespace swapbench
