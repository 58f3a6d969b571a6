// SPDX-License-Identifier: Apache-2.0
/// Laying one face over another.
#pragma once

#include <optional>
#include <span>

#include "image/face.h"
#include "image/warp.h"

namespace swapbench {

/// Rotation, uniform scale and shift that bring `from` nearest to `to` in the sense of least
/// squares: the two-dimensional case of Umeyama 1991 without reflection, in closed form. Same
/// length. Nothing where `from` or `to` is a single place.
std::optional<Affine> Similarity(std::span<const cv::Point2f> from,
                                 std::span<const cv::Point2f> to);

Landmarks Apply(const Affine& affine, const Landmarks& landmarks);

/// Root mean square distance of corresponding points after the best similarity from `a` to `b`, in
/// pixels of `b`; infinite where there is none.
double AlignedDistance(const Landmarks& a, const Landmarks& b);

}  // namespace swapbench
