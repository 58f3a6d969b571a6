// SPDX-License-Identifier: Apache-2.0
/// From a person and a picture's number to pixels, and the geometry behind them.
#pragma once

#include <opencv2/core.hpp>

#include "portrait/portrait.h"

namespace swapbench::portrait {

/// A portrait with the buffers it was shaded from: what tests compare landmarks with.
struct Drawing {
  Portrait portrait;
  static constexpr int kDensity = 4;  // the buffers have this many samples across a pixel
  cv::Mat canonical;                  // CV_32FC2: canonical x, y; NaN off the head
  cv::Mat depth;  // CV_32FC1: distance from the camera, millimetres; 1e9 where nothing is
  std::array<cv::Point2f, 68> points;  // canonical x, y of the landmarks (NaN for the jaw)
  std::array<float, 68> distances;     // from the camera; NaN for the jaw and what is turned away
};

Drawing Draw(uint64_t seed, uint64_t person, uint64_t image, const PortraitOptions& options,
             bool with_geometry);

}  // namespace swapbench::portrait
