// SPDX-License-Identifier: Apache-2.0
#include "core/pool.h"

#include <atomic>
#include <stdexcept>
#include <thread>

#include "core/parallel.h"
#include "support.h"

namespace swapbench {
namespace {

struct Tool {
  std::atomic<int> users{0};
};

TEST(Pool, NeverLendsOneToolTwiceAtATime) {
  std::atomic<int> made = 0;
  Pool<Tool> pool([&] {
    ++made;
    return std::make_unique<Tool>();
  });
  std::atomic<int> shared = 0;
  ParallelFor(2000, 4, [&](size_t) {
    shared += pool.With([](Tool& tool) {
      const int others = tool.users++;
      std::this_thread::yield();
      --tool.users;
      return others;
    });
  });
  EXPECT_EQ(shared, 0);
  EXPECT_GE(made, 1);
  EXPECT_LE(made, 4) << "one a thread at most";
}

TEST(Pool, LendsAnIdleToolAgain) {
  int made = 0;
  Pool<int> pool([&] { return std::make_unique<int>(++made); });
  EXPECT_EQ(pool.With([](int& tool) { return tool; }), 1);
  EXPECT_EQ(pool.With([](int& tool) { return tool; }), 1);
  EXPECT_EQ(pool.With([&](int&) { return pool.With([](int& other) { return other; }); }), 2);
}

TEST(Pool, ThrowsAwayAToolWhoseUseFailed) {
  int made = 0;
  Pool<int> pool([&] { return std::make_unique<int>(++made); });
  EXPECT_THROW(pool.With([](int&) -> int { throw std::runtime_error("broken"); }),
               std::runtime_error);
  EXPECT_EQ(pool.With([](int& tool) { return tool; }), 2);
}

}  // namespace
}  // namespace swapbench
