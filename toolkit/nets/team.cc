// SPDX-License-Identifier: Apache-2.0
#include "nets/team.h"

namespace swapbench {

void InTeam(int64_t parts, int threads, const std::function<void(int64_t)>& body) {
#pragma omp parallel for schedule(static) num_threads(threads)
  for (int64_t part = 0; part < parts; ++part) body(part);
}

}  // namespace swapbench
