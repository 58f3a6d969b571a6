// SPDX-License-Identifier: Apache-2.0
#include "faces/registries.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(FaceRegistries&);
#include "faces/plugins.def"
#undef SWAPBENCH_PLUGIN

namespace {

const FaceRegistries& Registries() {
  static const FaceRegistries registries = [] {
    FaceRegistries made;
#define SWAPBENCH_PLUGIN(word) Register_##word(made);
#include "faces/plugins.def"
#undef SWAPBENCH_PLUGIN
    return made;
  }();
  return registries;
}

}  // namespace

const LocatorRegistry& Locators() { return Registries().locators; }
const AlignmentRegistry& Alignments() { return Registries().alignments; }

}  // namespace swapbench
