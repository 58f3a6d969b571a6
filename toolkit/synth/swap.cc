// SPDX-License-Identifier: Apache-2.0
#include "synth/swap.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(SwapMethodRegistry&);
#include "synth/plugins.def"
#undef SWAPBENCH_PLUGIN

std::vector<SwapCue> CuesOfAnotherFace(bool color_matched, bool soft_edge) {
  std::vector<SwapCue> cues = {SwapCue::kResampling, SwapCue::kNoise, SwapCue::kGeometry};
  if (!color_matched) cues.push_back(SwapCue::kColor);
  if (!soft_edge) cues.push_back(SwapCue::kBoundary);
  return cues;
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
