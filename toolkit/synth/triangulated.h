// SPDX-License-Identifier: Apache-2.0
/// The donor's face moved onto the target triangle by triangle: what the classical swaps share.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "faces/landmarks.h"

namespace swapbench {

struct MovedFace {
  cv::Mat image;  // CV_8UC3, the target's size; black outside the mask
  cv::Mat mask;   // CV_8UC1, hard: the hull of the target's landmarks
};

/// Triangles are Delaunay's over the target's landmarks. Nothing where landmarks are missing, not
/// finite or degenerate, or where more than one triangle in ten of the donor's is turned over: it
/// would be seen inside out.
std::optional<MovedFace> MoveOnto(const Face& target, const Face& source, Hull hull);

}  // namespace swapbench
