// SPDX-License-Identifier: Apache-2.0
#include "faces/align.h"

#include <cmath>
#include <limits>

#include "core/error.h"

namespace swapbench {
namespace {

cv::Point2d Mean(std::span<const cv::Point2f> points) {
  cv::Point2d sum;
  for (const cv::Point2f& point : points) sum += cv::Point2d(point);
  return sum / static_cast<double>(points.size());
}

}  // namespace

std::optional<Affine> Similarity(std::span<const cv::Point2f> from,
                                 std::span<const cv::Point2f> to) {
  Check(from.size() == to.size() && !from.empty(), "Similarity needs as many points as points.");
  const cv::Point2d from_mean = Mean(from), to_mean = Mean(to);
  double along = 0, across = 0, spread = 0;
  for (size_t i = 0; i < from.size(); ++i) {
    const cv::Point2d p = cv::Point2d(from[i]) - from_mean, q = cv::Point2d(to[i]) - to_mean;
    along += p.x * q.x + p.y * q.y;
    across += p.x * q.y - p.y * q.x;
    spread += p.x * p.x + p.y * p.y;
  }
  if (!(spread > 1e-9) || !(along * along + across * across > 1e-18)) return {};
  const double a = along / spread, b = across / spread;                // scale * cos, scale * sin
  return Affine(a, -b, to_mean.x - a * from_mean.x + b * from_mean.y,  //
                b, a, to_mean.y - b * from_mean.x - a * from_mean.y);
}

Landmarks Apply(const Affine& affine, const Landmarks& landmarks) {
  Landmarks moved;
  for (size_t i = 0; i < landmarks.size(); ++i)
    moved[i] = cv::Point2f(Apply(affine, cv::Point2d(landmarks[i])));
  return moved;
}

double AlignedDistance(const Landmarks& a, const Landmarks& b) {
  const std::optional<Affine> b_from_a = Similarity(a, b);
  if (!b_from_a) return std::numeric_limits<double>::infinity();
  const Landmarks moved = Apply(*b_from_a, a);
  double sum = 0;
  for (size_t i = 0; i < b.size(); ++i) {
    const cv::Point2d apart = cv::Point2d(moved[i]) - cv::Point2d(b[i]);
    sum += apart.x * apart.x + apart.y * apart.y;
  }
  return std::sqrt(sum / static_cast<double>(b.size()));
}

}  // namespace swapbench
