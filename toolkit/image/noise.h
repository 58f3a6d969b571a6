// SPDX-License-Identifier: Apache-2.0
/// Smooth random fields, by which the edge of a mask is waved.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "core/rng.h"

namespace swapbench {

/// White noise, uniform in [-1, 1], smoothed by a Gaussian of `sigma` pixels, times `amplitude`:
/// its standard deviation is near amplitude * .1628 / sigma. Drawn on a coarser grid and
/// interpolated where sigma allows it, and only where it is asked for.
class SmoothNoise {
 public:
  /// Draws the same number of values whatever is asked for afterwards.
  SmoothNoise(cv::Size size, double sigma, double amplitude, Rng& rng);

  double Bound() const;  // no absolute value is greater

 private:
  friend class NoiseRows;
  int step_;
  cv::Mat coarse_;
};

/// Reads a part of a field, row by row. It lies within the size.
class NoiseRows {
 public:
  NoiseRows(const SmoothNoise& noise, const cv::Rect& part);

  /// `count` values of row y, from column x on.
  void Read(int y, int x, size_t count, float* out) const;

 private:
  /// The four neighbours that a fine column or row is interpolated from, and their weights.
  struct Neighbours {
    std::array<int, 4> at;
    std::array<float, 4> weights;
  };
  static std::vector<Neighbours> NeighboursIn(cv::Range fine, int step, int coarse);

  cv::Rect part_;
  int split_;                     // of columns, as cv::resize adds up
  std::vector<Neighbours> rows_;  // none: the field is as fine as it is read
  int first_;                     // coarse row of across_
  cv::Mat across_;                // coarse rows at the columns of the part
};

}  // namespace swapbench
