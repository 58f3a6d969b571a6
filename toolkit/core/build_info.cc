// SPDX-License-Identifier: Apache-2.0
#include "core/build_info.h"

#include "core/build_info_generated.h"

namespace swapbench {

const BuildInfo& GetBuildInfo() {
  static const BuildInfo info = {
      SWAPBENCH_VERSION,    SWAPBENCH_COMMIT,        SWAPBENCH_SOURCE_HASH,    SWAPBENCH_COMPILER,
      SWAPBENCH_BUILD_TYPE, SWAPBENCH_TORCH_VERSION, SWAPBENCH_WITH_TORCH != 0};
  return info;
}

}  // namespace swapbench
