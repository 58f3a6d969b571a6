// SPDX-License-Identifier: Apache-2.0
/// Smooth random fields, by which the edge of a mask is waved.
#pragma once

#include <opencv2/core.hpp>

#include "core/rng.h"

namespace swapbench {

/// White noise, uniform in [-1, 1], smoothed by a Gaussian of `sigma` pixels, times `amplitude`:
/// its standard deviation is near amplitude * .1628 / sigma. Drawn on a coarser grid and
/// interpolated where sigma allows it, and only where it is asked for.
class SmoothNoise {
 public:
  /// Draws the same number of values whatever is asked for afterwards.
  SmoothNoise(cv::Size size, double sigma, double amplitude, Rng& rng);

  cv::Mat Part(const cv::Rect& part) const;  // CV_32FC1; `part` lies within the size
  double Bound() const;                      // no absolute value is greater

 private:
  int step_;
  cv::Mat coarse_;
};

}  // namespace swapbench
