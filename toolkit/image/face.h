// SPDX-License-Identifier: Apache-2.0
/// A face as a detector sees it: pixels and, where known, landmarks. No label, no name, no path.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>

namespace swapbench {

/// 68 points in the iBUG 300-W order: 0-16 jaw contour (subject's right to left), 17-26 brows,
/// 27-35 nose, 36-47 eyes, 48-59 outer lips, 60-67 inner lips. Pixels; (0,0) is the centre of the
/// first pixel.
using Landmarks = std::array<cv::Point2f, 68>;

/// The same points in millimetres of a head model: x to the image right, y up, z to the viewer.
using Landmarks3d = std::array<cv::Point3f, 68>;

struct Face {
  cv::Mat image;  // CV_8UC3, BGR, sRGB, as decoded
  std::optional<Landmarks> landmarks;
};

}  // namespace swapbench
