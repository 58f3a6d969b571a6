// SPDX-License-Identifier: Apache-2.0
#include "bench/timing.h"

#include <thread>

#include "support.h"

namespace swapbench {
namespace {

constexpr int64_t kMillisecond = 1'000'000;

TEST(Timing, IsWarmOnceTheLastFiveAgreeAfterEnoughTime) {
  const auto runs = [](std::vector<int64_t> milliseconds) {
    for (int64_t& value : milliseconds) value *= kMillisecond;
    return WarmedUp(milliseconds);
  };
  EXPECT_FALSE(runs({300, 300}));            // three at least
  EXPECT_FALSE(runs({10, 10, 10, 10, 10}));  // 200 ms at least
  EXPECT_TRUE(runs({100, 100, 100}));
  EXPECT_FALSE(runs({900, 50, 50, 50, 50}));  // the first is among the last five
  EXPECT_TRUE(runs({900, 50, 50, 50, 50, 50}));
  EXPECT_TRUE(runs({900, 46, 50, 50, 50, 54}));
  EXPECT_FALSE(runs({900, 44, 50, 50, 50, 50}));
}

TEST(Timing, TimesTheAnswersAndNotThePreparation) {
  size_t prepared = 0;
  const Tier tier{"test", .3, 0, 0, 0, 1, 10};
  const SingleRun run = RunSingle(
      [&](size_t query) {
        EXPECT_EQ(query, prepared++);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      },
      [] {}, tier, Clock::now());
  ASSERT_GE(run.nanoseconds.size(), 5u);
  EXPECT_LE(run.nanoseconds.size(), 60u);
  std::vector<int64_t> sorted = run.nanoseconds;
  std::ranges::sort(sorted);
  EXPECT_LT(sorted[sorted.size() / 2], kMillisecond);
}

TEST(Timing, AsksAsManyQueriesAsTheTierWantsHoweverLongThatTakes) {
  const Tier tier{"test", 0, 40, 0, 0, 1, 10};
  const auto wait = [] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); };
  EXPECT_EQ(RunSingle([](size_t) {}, wait, tier, Clock::now()).nanoseconds.size(), 40u);
}

TEST(Timing, StopsLateRowsOnceEnoughIsAnswered) {
  const Tier tier{"test", 60, 0, 1, 64, 1, 10};
  const auto long_ago = Clock::now() - std::chrono::seconds(5);
  EXPECT_EQ(RunSingle([](size_t) {}, [] {}, tier, long_ago).nanoseconds.size(), 64u);
}

TEST(Timing, KnowsTheTiersByName) {
  EXPECT_EQ(FindTier("official").seconds, 600);
  EXPECT_EQ(FindTier("standard").queries, 1024u);
  EXPECT_EQ(FindTier("standard").repetitions, 5);
  EXPECT_LE(FindTier("smoke").row_seconds, 5);
  EXPECT_THAT(ErrorOf([] { FindTier("smok"); }), testing::HasSubstr("did you mean 'smoke'"));
}

}  // namespace
}  // namespace swapbench
