// SPDX-License-Identifier: Apache-2.0
#include "synth/swap.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(SwapMethodRegistry&);
#include "synth/plugins.def"
#undef SWAPBENCH_PLUGIN

std::vector<SwapCue> CuesOn(std::initializer_list<std::pair<SwapCue, bool>> cues) {
  std::vector<SwapCue> on;
  for (const auto& [cue, is_on] : cues)
    if (is_on) on.push_back(cue);
  return on;
}

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
