// SPDX-License-Identifier: Apache-2.0
#include "image/degradation.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(DegradationRegistry&);
#include "image/plugins.def"
#undef SWAPBENCH_PLUGIN

const DegradationRegistry& Degradations() {
  static const DegradationRegistry degradations = [] {
    DegradationRegistry registry("degradation");
#define SWAPBENCH_PLUGIN(word) Register_##word(registry);
#include "image/plugins.def"
#undef SWAPBENCH_PLUGIN
    return registry;
  }();
  return degradations;
}

}  // namespace swapbench
