// SPDX-License-Identifier: Apache-2.0
#include "bench/timing.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace swapbench {
namespace {

double Since(Clock::time_point then) {
  return std::chrono::duration<double>(Clock::now() - then).count();
}

int64_t Timed(const std::function<void()>& ask) {
  const auto begin = Clock::now();
  ask();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin).count();
}

}  // namespace

bool WarmedUp(const std::vector<int64_t>& nanoseconds) {
  constexpr size_t kLast = 5;
  constexpr int64_t kLeast = 200'000'000;
  if (nanoseconds.size() < 3) return false;
  if (std::accumulate(nanoseconds.begin(), nanoseconds.end(), int64_t{0}) < kLeast) return false;
  std::vector<int64_t> last(
      nanoseconds.end() - static_cast<std::ptrdiff_t>(std::min(kLast, nanoseconds.size())),
      nanoseconds.end());
  std::ranges::sort(last);
  const double median = static_cast<double>(last[last.size() / 2]);
  return static_cast<double>(last.back()) <= 1.1 * median &&
         static_cast<double>(last.front()) >= .9 * median;
}

SingleRun RunSingle(const std::function<void(size_t)>& prepare, const std::function<void()>& ask,
                    const Tier& tier, Clock::time_point started) {
  SingleRun run;
  size_t query = 0;
  const auto next = [&](std::vector<int64_t>& into) {
    prepare(query++);
    into.push_back(Timed(ask));
  };
  std::vector<int64_t> warm_up;
  const auto warming = Clock::now();
  while (!(run.warm = WarmedUp(warm_up)) && Since(warming) < std::max(.5, tier.seconds / 10))
    next(warm_up);
  const auto begin = Clock::now();
  const auto late = [&] {
    return tier.enough_queries > 0 && run.nanoseconds.size() >= tier.enough_queries &&
           Since(started) > tier.row_seconds;
  };
  while ((Since(begin) < tier.seconds || run.nanoseconds.size() < tier.queries) && !late())
    next(run.nanoseconds);
  return run;
}

}  // namespace swapbench
