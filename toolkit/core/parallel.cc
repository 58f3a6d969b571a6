// SPDX-License-Identifier: Apache-2.0
#include "core/parallel.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>

#include "core/interrupt.h"

namespace swapbench {
namespace {

/// Keeps the first exception of several threads; nothing is begun after it.
class FirstException {
 public:
  template <class Body>
  void Guard(const Body& body) {
    if (*this) return;
    try {
      body();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!exception_) exception_ = std::current_exception();
      thrown_ = true;
    }
  }
  explicit operator bool() const { return thrown_; }
  void Rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  std::mutex mutex_;
  std::exception_ptr exception_;
  std::atomic<bool> thrown_{false};
};

}  // namespace

int AvailableThreads() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return sched_getaffinity(0, sizeof set, &set) == 0 ? std::max(1, CPU_COUNT(&set)) : 1;
}

void ParallelFor(size_t n, int threads, const std::function<void(size_t)>& body) {
  const int count = threads > 0 ? threads : AvailableThreads();
  if (count == 1 || n <= 1) {
    for (size_t i = 0; i < n; ++i) {
      ThrowIfStopped();
      body(i);
    }
    return;
  }
  // TBB's own limit is the number of CPUs; a caller who asks for more is testing, and gets them.
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<size_t>(std::max(count, AvailableThreads())));
  tbb::task_arena arena(count);
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<size_t>(0, n, 1),
        [&](const tbb::blocked_range<size_t>& range) {
          for (size_t i = range.begin(); i != range.end(); ++i) {
            ThrowIfStopped();
            body(i);
          }
        },
        tbb::simple_partitioner());
  });
}

namespace parallel_internal {

void OrderedPipeline(size_t n, int threads,
                     const std::function<std::shared_ptr<void>(size_t)>& make,
                     const std::function<void(size_t, void*)>& take) {
  const int count = threads > 0 ? threads : AvailableThreads();
  if (count == 1) {
    for (size_t i = 0; i < n; ++i) {
      ThrowIfStopped();
      take(i, make(i).get());
    }
    return;
  }
  using Item = std::pair<size_t, std::shared_ptr<void>>;
  // oneTBB forgets what is under way when an exception leaves a stage, so none does: the first one
  // waits here, and the stages after it let everything pass.
  FirstException failure;
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<size_t>(std::max(count, AvailableThreads())));
  tbb::task_arena arena(count);
  arena.execute([&] {
    size_t next = 0;
    tbb::parallel_pipeline(
        static_cast<size_t>(2 * count + 2),
        tbb::make_filter<void, size_t>(tbb::filter_mode::serial_in_order,
                                       [&](tbb::flow_control& flow) -> size_t {
                                         failure.Guard(ThrowIfStopped);
                                         if (next < n && !failure) return next++;
                                         flow.stop();
                                         return 0;
                                       }) &
            tbb::make_filter<size_t, Item>(tbb::filter_mode::parallel,
                                           [&](size_t i) {
                                             Item item{i, nullptr};
                                             failure.Guard([&] { item.second = make(i); });
                                             return item;
                                           }) &
            tbb::make_filter<Item, void>(tbb::filter_mode::serial_in_order, [&](const Item& item) {
              failure.Guard([&] { take(item.first, item.second.get()); });
            }));
  });
  failure.Rethrow();
}

}  // namespace parallel_internal
}  // namespace swapbench
