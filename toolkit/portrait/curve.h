// SPDX-License-Identifier: Apache-2.0
/// A smooth curve through keys that never overshoots them.
#pragma once

#include <vector>

#include "portrait/math.h"

namespace swapbench::portrait {

/// Monotone cubic with harmonic-mean tangents (Fritsch & Butland 1984); constant beyond the ends.
class Curve {
 public:
  Curve() = default;
  explicit Curve(std::vector<Vec2> keys);  // at least two, x strictly rising
  float operator()(float x) const;

 private:
  std::vector<Vec2> keys_;
  std::vector<float> slopes_;
};

}  // namespace swapbench::portrait
