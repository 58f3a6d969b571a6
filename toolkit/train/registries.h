// SPDX-License-Identifier: Apache-2.0
/// Which objectives, optimisers and schedules exist, with their options, for those who do not see
/// LibTorch.
#pragma once

#include "core/registry.h"
#include "train/schedule.h"

namespace swapbench {

class Network;
class Objective;
class Optimiser;

/// `cross_entropy`, `am_softmax`, `boundary` ...
using ObjectiveRegistry = Registry<Objective>;
const ObjectiveRegistry& Objectives();

/// `adamw`, `sgd`, `sam` ...; the network's parameters are what it moves.
using OptimiserRegistry = Registry<Optimiser, Network&>;
const OptimiserRegistry& Optimisers();

struct TrainRegistries {
  ObjectiveRegistry objectives{"objective"};
  OptimiserRegistry optimisers{"optimiser"};
  ScheduleRegistry schedules{"schedule"};
};

}  // namespace swapbench
