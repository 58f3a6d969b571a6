// SPDX-License-Identifier: Apache-2.0
#include "detect/registries.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(DetectRegistries&);
#include "detect/plugins.def"
#undef SWAPBENCH_PLUGIN

namespace {

const DetectRegistries& Registries() {
  static const DetectRegistries registries = [] {
    DetectRegistries made;
#define SWAPBENCH_PLUGIN(word) Register_##word(made);
#include "detect/plugins.def"
#undef SWAPBENCH_PLUGIN
    return made;
  }();
  return registries;
}

}  // namespace

const DetectorRegistry& Detectors() { return Registries().detectors; }
const FeatureRegistry& FeatureExtractors() { return Registries().features; }

}  // namespace swapbench
