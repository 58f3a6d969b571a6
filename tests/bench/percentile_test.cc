// SPDX-License-Identifier: Apache-2.0
#include "bench/percentile.h"

#include <cmath>
#include <numeric>
#include <vector>

#include "support.h"

namespace swapbench {
namespace {

/// P(X >= h) for X of `n` trials with success `p`, term by term.
double BinomialTail(int n, int h, double p) {
  double tail = 0;
  for (int k = h; k <= n; ++k)
    tail += std::exp(std::lgamma(n + 1.) - std::lgamma(k + 1.) - std::lgamma(n - k + 1.) +
                     k * std::log(p) + (n - k) * std::log1p(-p));
  return tail;
}

std::vector<int64_t> Ascending(size_t n) {
  std::vector<int64_t> values(n);
  std::iota(values.begin(), values.end(), 0);
  return values;
}

TEST(Percentile, NeedsTheQueriesThatMlperfStates) {
  EXPECT_EQ(QueriesNeeded(.5, 1), 11u);
  EXPECT_EQ(QueriesNeeded(.9, 1), 64u);
  EXPECT_EQ(QueriesNeeded(.95, 1), 130u);
  EXPECT_EQ(QueriesNeeded(.99, 1), 662u);
}

TEST(Percentile, RunsARiskOfOneInAHundredAndNotMore) {
  for (const double p : {.5, .9, .99})
    for (const int slow : {1, 2, 7, 30}) {
      const int n = static_cast<int>(QueriesNeeded(p, static_cast<size_t>(slow)));
      EXPECT_LE(BinomialTail(n, n - slow, p), .01) << p << ' ' << slow;
      EXPECT_GT(BinomialTail(n - 1, n - 1 - slow, p), .01) << p << ' ' << slow;
    }
}

TEST(Percentile, IsUndefinedForTooFewQueries) {
  EXPECT_TRUE(std::isnan(StoppedPercentile({}, .5)));
  EXPECT_TRUE(std::isnan(StoppedPercentile(Ascending(10), .5)));
  EXPECT_TRUE(std::isnan(StoppedPercentile(Ascending(661), .99)));
}

TEST(Percentile, IsTheLargestValueAtFirstAndThenLetsMoreBeSlower) {
  EXPECT_EQ(StoppedPercentile(Ascending(11), .5), 10);
  EXPECT_EQ(StoppedPercentile(Ascending(662), .99), 661);
  const size_t two = QueriesNeeded(.9, 2);
  EXPECT_EQ(StoppedPercentile(Ascending(two - 1), .9), static_cast<double>(two - 2));
  EXPECT_EQ(StoppedPercentile(Ascending(two), .9), static_cast<double>(two - 2));
}

TEST(Percentile, ComesCloseToThePlainOneFromAboveWithManyQueries) {
  const double p90 = StoppedPercentile(Ascending(100000), .9);
  EXPECT_GE(p90, 90000);
  EXPECT_LE(p90, 90300);  // 2.33 standard deviations of 95 each
}

}  // namespace
}  // namespace swapbench
