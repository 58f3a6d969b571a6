// SPDX-License-Identifier: Apache-2.0
#include "backend/backend.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(BackendRegistry&);
#include "backend/plugins.def"
#undef SWAPBENCH_PLUGIN

const BackendRegistry& Backends() {
  static const BackendRegistry registry = [] {
    BackendRegistry backends("backend");
#define SWAPBENCH_PLUGIN(word) Register_##word(backends);
#include "backend/plugins.def"
#undef SWAPBENCH_PLUGIN
    return backends;
  }();
  return registry;
}

Spec UsualBackend() { return {SWAPBENCH_WITH_TORCH ? "torch" : "opencv_dnn", {}}; }

}  // namespace swapbench
