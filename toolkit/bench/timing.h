// SPDX-License-Identifier: Apache-2.0
/// The scenario `single`: one face, the next when the answer is there.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "bench/tier.h"

namespace swapbench {

using Clock = std::chrono::steady_clock;

/// True once the last five are within 10 % of their median and there are at least three runs and
/// 200 ms of them.
bool WarmedUp(const std::vector<int64_t>& nanoseconds);

struct SingleRun {
  std::vector<int64_t> nanoseconds;  // one a timed query, in order
  bool warm = false;                 // the warm-up came to rest
};

/// `prepare(i)` readies query i and is not timed; `ask()` is. Warm-up until WarmedUp, for a tenth
/// of the tier's time but at least half a second at most; then the tier's queries. `started`: when
/// the process was.
SingleRun RunSingle(const std::function<void(size_t)>& prepare, const std::function<void()>& ask,
                    const Tier& tier, Clock::time_point started);

}  // namespace swapbench
