// SPDX-License-Identifier: Apache-2.0
/// How the step size runs through a training.
#pragma once

#include <algorithm>

#include "core/registry.h"

namespace swapbench {

class Schedule {
 public:
  virtual ~Schedule() = default;
  /// Share of the peak, 0..1, once `done` of the training after the warm-up lies behind, 0..1.
  virtual double Share(double done) const = 0;
};

/// `cosine`, `linear`, `constant` ...
using ScheduleRegistry = Registry<Schedule>;
const ScheduleRegistry& Schedules();

/// Linear from peak / warm_up_steps to peak, then what the schedule leaves of it. `step` counts
/// from 0.
inline double LearningRate(const Schedule& schedule, double peak, double step, double warm_up_steps,
                           double steps) {
  if (step + 1 < warm_up_steps) return peak * (step + 1) / warm_up_steps;
  const double done = (step - warm_up_steps) / std::max(1., steps - warm_up_steps);
  return peak * schedule.Share(std::clamp(done, 0., 1.));
}

}  // namespace swapbench
