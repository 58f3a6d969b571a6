// SPDX-License-Identifier: Apache-2.0
#include "synth/swap.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(SwapMethodRegistry&);
#include "synth/plugins.def"
#undef SWAPBENCH_PLUGIN

const SwapMethodRegistry& SwapMethods() {
  static const SwapMethodRegistry methods = [] {
    SwapMethodRegistry registry("swap method");
#define SWAPBENCH_PLUGIN(word) Register_##word(registry);
#include "synth/plugins.def"
#undef SWAPBENCH_PLUGIN
    return registry;
  }();
  return methods;
}

}  // namespace swapbench
