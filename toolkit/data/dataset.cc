// SPDX-License-Identifier: Apache-2.0
#include "data/dataset.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(DatasetRegistry&);
#include "data/plugins.def"
#undef SWAPBENCH_PLUGIN

const DatasetRegistry& Datasets() {
  static const DatasetRegistry registry = [] {
    DatasetRegistry made("dataset");
#define SWAPBENCH_PLUGIN(word) Register_##word(made);
#include "data/plugins.def"
#undef SWAPBENCH_PLUGIN
    return made;
  }();
  return registry;
}

}  // namespace swapbench
