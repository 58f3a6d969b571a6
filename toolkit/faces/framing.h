// SPDX-License-Identifier: Apache-2.0
/// Where a face lies in its picture, and cutting another one so that it lies there as well: for
/// detectors that know their own pictures only by looking at them.
#pragma once

#include <array>
#include <memory>

#include "faces/alignment.h"

namespace swapbench {

/// Centres of the right and the left eye (the subject's), tip of the nose, right and left corner of
/// the mouth.
using FivePoints = std::array<cv::Point2d, 5>;
FivePoints FivePointsOf(const Landmarks& landmarks);

/// The crop of `size` in which a face's five points lie nearest to `points`, given in pixels of the
/// crop; black outside the image.
std::unique_ptr<Alignment> FramedAs(const FivePoints& points, cv::Size size);

}  // namespace swapbench
