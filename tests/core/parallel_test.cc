// SPDX-License-Identifier: Apache-2.0
#include "core/parallel.h"

#include <array>
#include <atomic>
#include <csignal>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

#include "core/interrupt.h"
#include "support.h"

namespace swapbench {
namespace {

constexpr std::array<int, 4> kThreadCounts = {1, 2, 7, 0};

TEST(Parallel, EveryIndexIsVisitedOnce) {
  for (const int threads : kThreadCounts)
    for (const size_t n : {0UL, 1UL, 1000UL}) {
      std::vector<std::atomic<int>> visits(n);
      ParallelFor(n, threads, [&](size_t i) { ++visits[i]; });
      for (const auto& count : visits) ASSERT_EQ(count, 1) << threads << " threads";
    }
}

TEST(Parallel, ResultsDoNotDependOnThreads) {
  const auto run = [](int threads) {
    std::vector<size_t> taken;
    OrderedPipeline(
        300, threads, [](size_t i) { return i * i; },
        [&](size_t i, size_t square) { taken.push_back(square + i); });
    return taken;
  };
  for (const int threads : kThreadCounts) EXPECT_EQ(run(threads), run(1));
}

TEST(Parallel, AskedForMoreThreadsThanCpusItUsesMoreThanOne) {
  std::atomic<int> inside = 0, most = 0;
  ParallelFor(8, 4, [&](size_t) {
    const int now = ++inside;
    int seen = most;
    while (seen < now && !most.compare_exchange_weak(seen, now)) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    --inside;
  });
  EXPECT_GT(most, 1);
  EXPECT_LE(most, 4);
}

TEST(Parallel, ThePipelineTakesInOrderWhoeverFinishesFirst) {
  std::vector<size_t> order;
  OrderedPipeline(
      40, 4,
      [](size_t i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(i % 5 == 0 ? 4 : 0));
        return i;
      },
      [&](size_t i, size_t value) {
        EXPECT_EQ(i, value);
        order.push_back(i);
      });
  std::vector<size_t> expected(40);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(order, expected);
}

TEST(Parallel, ThePipelineHoldsFewResultsAtATime) {
  struct Counted {
    explicit Counted(std::atomic<int>* counter) : alive(counter) { ++*alive; }
    Counted(Counted&& other) noexcept : alive(std::exchange(other.alive, nullptr)) {}
    Counted& operator=(Counted&&) = delete;
    ~Counted() {
      if (alive != nullptr) --*alive;
    }
    std::atomic<int>* alive;
  };
  std::atomic<int> alive = 0;
  int most = 0;
  OrderedPipeline(
      200, 2, [&](size_t) { return Counted(&alive); },
      [&](size_t, Counted) {
        most = std::max(most, alive.load());
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      });
  EXPECT_LE(most, 2 * 2 + 2);
  EXPECT_EQ(alive, 0);
}

TEST(Parallel, AnExceptionReachesTheCallerAndStopsTheRest) {
  for (const int threads : {1, 3}) {
    std::atomic<int> visits = 0;
    const auto body = [&](size_t i) {
      ++visits;
      if (i == 5) Fail("record ", i, " is broken.");
      std::this_thread::sleep_for(std::chrono::microseconds(100));
    };
    EXPECT_EQ(ErrorOf([&] { ParallelFor(100000, threads, body); }), "record 5 is broken.");
    EXPECT_LT(visits, 100000);
  }
}

TEST(Parallel, AnExceptionOnEitherSideOfThePipelineReachesTheCaller) {
  for (const int threads : {1, 3}) {
    std::vector<size_t> taken;
    const auto make = [](size_t i) {
      if (i == 7) Fail("make 7");
      return std::vector<size_t>(1000, i);
    };
    const auto take = [&](size_t i, const std::vector<size_t>&) { taken.push_back(i); };
    EXPECT_EQ(ErrorOf([&] { OrderedPipeline(1000, threads, make, take); }), "make 7");
    EXPECT_LE(taken.size(), 7U);
    EXPECT_EQ(ErrorOf([&] {
                OrderedPipeline(
                    1000, threads, [](size_t i) { return i; },
                    [](size_t i, size_t) { Check(i != 9, "take ", i); });
              }),
              "take 9");
  }
}

TEST(Parallel, AStopSignalEndsTheLoopWithInterrupted) {
  // In a process of its own, for the flag cannot be taken back.
  EXPECT_EXIT(
      {
        CatchStopSignals();
        int done = 0;
        try {
          ParallelFor(1000, 1, [&](size_t i) {
            ++done;
            if (i == 3) std::raise(SIGTERM);
          });
        } catch (const Interrupted&) {
          std::_Exit(done == 4 && StopRequested() ? 75 : 1);
        }
        std::_Exit(2);
      },
      testing::ExitedWithCode(75), "");
}

TEST(Parallel, ASecondStopSignalKillsAtOnce) {
  EXPECT_EXIT(
      {
        CatchStopSignals();
        std::raise(SIGTERM);
        std::raise(SIGTERM);
      },
      testing::KilledBySignal(SIGTERM), "");
}

TEST(Parallel, AtLeastOneThreadIsAvailable) { EXPECT_GE(AvailableThreads(), 1); }

}  // namespace
}  // namespace swapbench
