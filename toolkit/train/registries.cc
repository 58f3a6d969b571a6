// SPDX-License-Identifier: Apache-2.0
#include "train/registries.h"
#include "train/objective.h"
#include "train/optimiser.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(TrainRegistries&);
#include "train/plugins.def"
#undef SWAPBENCH_PLUGIN

namespace {

const TrainRegistries& AllOfTrain() {
  static const TrainRegistries registries = [] {
    TrainRegistries made;
#define SWAPBENCH_PLUGIN(word) Register_##word(made);
#include "train/plugins.def"
#undef SWAPBENCH_PLUGIN
    return made;
  }();
  return registries;
}

}  // namespace

const ObjectiveRegistry& Objectives() { return AllOfTrain().objectives; }
const OptimiserRegistry& Optimisers() { return AllOfTrain().optimisers; }
const ScheduleRegistry& Schedules() { return AllOfTrain().schedules; }

}  // namespace swapbench
