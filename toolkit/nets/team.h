// SPDX-License-Identifier: Apache-2.0
/// LibTorch's own threads for kernels of ours: a pool beside its OpenMP team would take the CPUs
/// from it. Internal to nets.
#pragma once

#include <cstdint>
#include <functional>

namespace swapbench {

/// body(part) for each of `parts`, on `threads` threads: as many as at::get_num_threads() says.
/// Inside another such region everything runs on the caller's thread. body must not throw.
void InTeam(int64_t parts, int threads, const std::function<void(int64_t)>& body);

}  // namespace swapbench
