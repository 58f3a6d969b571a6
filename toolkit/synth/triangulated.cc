// SPDX-License-Identifier: Apache-2.0
#include "synth/triangulated.h"

#include <algorithm>

#include "image/piecewise.h"
#include "synth/region.h"

namespace swapbench {
namespace {

bool IsTurnedOver(const Landmarks& landmarks, const Triangle& triangle) {
  const auto at = [&](size_t k) { return landmarks[static_cast<size_t>(triangle[k])]; };
  const cv::Point2f ab = at(1) - at(0), ac = at(2) - at(0);
  return ab.x * ac.y - ab.y * ac.x <= 0;
}

}  // namespace

std::optional<MovedFace> MoveOnto(const Face& target, const Face& source, Hull hull) {
  if (!target.landmarks || !source.landmarks) return {};
  const cv::Size size = target.image.size();
  std::optional<cv::Mat> mask = HullMask(size, *target.landmarks, hull);
  if (!mask || !HullMask(source.image.size(), *source.landmarks, hull)) return {};
  const std::vector<Triangle> triangles = Delaunay(*target.landmarks);
  const auto turned = static_cast<size_t>(std::ranges::count_if(
      triangles, [&](const Triangle& t) { return IsTurnedOver(*source.landmarks, t); }));
  if (turned * 10 > triangles.size()) return {};
  const Piecewise moved =
      WarpPiecewise(source.image, *source.landmarks, *target.landmarks, triangles, size);
  cv::bitwise_and(*mask, moved.inside, *mask);
  if (cv::countNonZero(*mask) == 0) return {};
  return MovedFace{moved.image, *mask};
}

}  // namespace swapbench
