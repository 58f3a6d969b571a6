// SPDX-License-Identifier: Apache-2.0
#include "detect/detector.h"

#include <limits>

namespace swapbench {

double Detector::threshold() const { return std::numeric_limits<double>::quiet_NaN(); }

#define SWAPBENCH_PLUGIN(word) void Register_##word(DetectorRegistry&);
#include "detect/plugins.def"
#undef SWAPBENCH_PLUGIN

const DetectorRegistry& Detectors() {
  static const DetectorRegistry registry = [] {
    DetectorRegistry made("detector");
#define SWAPBENCH_PLUGIN(word) Register_##word(made);
#include "detect/plugins.def"
#undef SWAPBENCH_PLUGIN
    return made;
  }();
  return registry;
}

}  // namespace swapbench
