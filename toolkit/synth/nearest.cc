// SPDX-License-Identifier: Apache-2.0
#include "synth/nearest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace swapbench {
namespace {

constexpr double kNobody = 2;
constexpr size_t kPoints = std::tuple_size_v<Landmarks>;

using Shape = std::array<cv::Point2d, kPoints>;

/// Centred, of length one.
std::optional<Shape> ShapeOf(const Landmarks& face) {
  cv::Point2d mean;
  for (const cv::Point2f& point : face) mean += cv::Point2d(point);
  mean /= static_cast<double>(kPoints);
  Shape shape;
  double square = 0;
  for (size_t k = 0; k < kPoints; ++k) {
    shape[k] = cv::Point2d(face[k]) - mean;
    square += shape[k].x * shape[k].x + shape[k].y * shape[k].y;
  }
  if (!std::isfinite(square) || !(square > 1e-9)) return {};
  for (cv::Point2d& point : shape) point /= std::sqrt(square);
  return shape;
}

}  // namespace

LandmarkTable::LandmarkTable(std::span<const Landmarks> faces)
    : size_(faces.size()),
      x_(kPoints * faces.size()),
      y_(kPoints * faces.size()),
      degenerate_(faces.size()) {
  for (size_t i = 0; i < size_; ++i) {
    const std::optional<Shape> shape = ShapeOf(faces[i]);
    degenerate_[i] = shape ? 0 : 1;
    for (size_t k = 0; shape && k < kPoints; ++k) {
      x_[k * size_ + i] = (*shape)[k].x;
      y_[k * size_ + i] = (*shape)[k].y;
    }
  }
}

std::vector<double> LandmarkTable::Distances(const Landmarks& face) const {
  constexpr size_t kBlock = 512;  // two accumulators of it stay in the first cache
  std::vector<double> distances(size_, kNobody);
  const std::optional<Shape> shape = ShapeOf(face);
  if (!shape) return distances;
  std::array<double, kBlock> along, across;
  for (size_t begin = 0; begin < size_; begin += kBlock) {
    const size_t count = std::min(kBlock, size_ - begin);
    along.fill(0);
    across.fill(0);
    for (size_t k = 0; k < kPoints; ++k) {
      const double *x = &x_[k * size_ + begin], *y = &y_[k * size_ + begin];
      const cv::Point2d& point = (*shape)[k];
      for (size_t i = 0; i < count; ++i) {
        along[i] += x[i] * point.x + y[i] * point.y;
        across[i] += x[i] * point.y - y[i] * point.x;
      }
    }
    for (size_t i = 0; i < count; ++i)
      if (!degenerate_[begin + i])
        distances[begin + i] = 1 - (along[i] * along[i] + across[i] * across[i]);
  }
  return distances;
}

}  // namespace swapbench
