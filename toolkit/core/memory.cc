// SPDX-License-Identifier: Apache-2.0
#include "core/memory.h"

#include <malloc.h>

#include <limits>

namespace swapbench {

void KeepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TOP_PAD, 64 << 20);
#endif
}

}  // namespace swapbench
