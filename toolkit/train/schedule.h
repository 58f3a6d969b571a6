// SPDX-License-Identifier: Apache-2.0
/// How the step size runs through a training. Internal to train.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace swapbench {

/// Linear from peak / warm_up_steps to peak, then half a cosine down to 0 at `steps`. `step` counts
/// from 0.
inline double LearningRate(double peak, double step, double warm_up_steps, double steps) {
  if (step + 1 < warm_up_steps) return peak * (step + 1) / warm_up_steps;
  const double done = (step - warm_up_steps) / std::max(1., steps - warm_up_steps);
  return peak * .5 * (1 + std::cos(std::numbers::pi * std::clamp(done, 0., 1.)));
}

}  // namespace swapbench
