// SPDX-License-Identifier: Apache-2.0
/// What happens to pictures on their way: compression, blur, noise. One notation for training
/// (augmentation) and evaluation (robustness).
#pragma once

#include <opencv2/core.hpp>

#include "core/registry.h"
#include "core/rng.h"

namespace swapbench {

/// Thread-safe and without state. Every pixel stays in its place, so that masks, landmarks and
/// crops hold afterwards: what moves pixels is no degradation.
class Degradation {
 public:
  virtual ~Degradation() = default;

  /// A new picture of the same size; CV_8UC3 of any size from 1x1 up. Options that are ranges are
  /// drawn from `rng`. The same picture and stream give the same bytes on every x86-64.
  virtual cv::Mat Degrade(const cv::Mat& bgr, Rng rng) const = 0;
};

/// `jpeg`, `blur`, `noise` ...
using DegradationRegistry = Registry<Degradation>;
const DegradationRegistry& Degradations();

}  // namespace swapbench
