// SPDX-License-Identifier: Apache-2.0
/// Data parallelism over an index, through oneTBB. Results never depend on the number of threads.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace swapbench {

/// What `threads = 0` means: the CPUs this process may use.
int AvailableThreads();

/// body(i) for i in [0, n), in any order, on at most `threads` threads (0: all). The first
/// exception is rethrown after the others stop; Interrupted is thrown where a stop was asked for.
void ParallelFor(size_t n, int threads, const std::function<void(size_t)>& body);

namespace parallel_internal {
void OrderedPipeline(size_t n, int threads,
                     const std::function<std::shared_ptr<void>(size_t)>& make,
                     const std::function<void(size_t, void*)>& take);
}

/// make(i) in parallel, take(i, result) one at a time in order of i, with at most 2 * threads + 2
/// results in memory. Exceptions and stops as in ParallelFor.
template <class Make, class Take>
void OrderedPipeline(size_t n, int threads, Make make, Take take) {
  using Result = decltype(make(size_t{}));
  parallel_internal::OrderedPipeline(
      n, threads,
      [&](size_t i) -> std::shared_ptr<void> { return std::make_shared<Result>(make(i)); },
      [&](size_t i, void* result) { take(i, std::move(*static_cast<Result*>(result))); });
}

}  // namespace swapbench
