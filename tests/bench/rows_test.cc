// SPDX-License-Identifier: Apache-2.0
#include "bench/rows.h"

#include <cmath>

#include "bench/accuracy.h"
#include "core/text.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
using testing::Not;

BenchAnswer Passed(size_t n, int64_t nanoseconds) {
  BenchAnswer answer;
  answer.runtime = "Some runtime 1.0";
  answer.threads = 2;
  answer.parity = "passed";
  answer.max_difference = 1e-6;
  answer.first_ms = 30;
  answer.peak_rss_mb = 100;
  answer.warm = true;
  answer.logits = {-1, 2, 0, 3};
  answer.nanoseconds.assign(n, nanoseconds);
  return answer;
}

RowPlan Plan() {
  RowPlan plan;
  plan.model = "models/a";
  plan.backend = Spec::Parse("torch:threads=2");
  plan.reference_auc = 1;
  plan.fake = {false, true, true, false};
  return plan;
}

const Tier& Smoke() { return FindTier("smoke"); }

TEST(Accuracy, IsTheShareOfPairsInTheRightOrder) {
  const std::vector<float> logits = {-1, 2, 0, 3};  // pairs: 2 > -1, 2 < 3, 0 > -1, 0 < 3
  EXPECT_DOUBLE_EQ(AucOf(logits, {false, true, true, false}), .5);
  const std::vector<float> broken = {-1, NAN, 0, 3};
  EXPECT_TRUE(std::isnan(AucOf(broken, {false, true, true, false})));
}

TEST(Rows, HoldPercentilesThroughputAndAccuracy) {
  const LatencyRow row = MakeRow(Plan(), Smoke(), {Passed(700, 2'000'000)});
  EXPECT_EQ(row.n, 700u);
  EXPECT_EQ(row.p50_ms, 2);
  EXPECT_EQ(row.p99_ms, 2);
  EXPECT_DOUBLE_EQ(row.images_per_s, 500);
  EXPECT_EQ(row.first_ms, 30);
  EXPECT_EQ(row.threads, 2);
  EXPECT_EQ(row.parity, "passed");
  EXPECT_DOUBLE_EQ(row.auc, .5);
  EXPECT_DOUBLE_EQ(row.auc_loss, .5);
  EXPECT_EQ(row.note, "Some runtime 1.0");
}

TEST(Rows, SayHowManyQueriesAPercentileLacks) {
  const LatencyRow row = MakeRow(Plan(), Smoke(), {Passed(640, 2'000'000)});
  EXPECT_EQ(row.p90_ms, 2);
  EXPECT_TRUE(std::isnan(row.p99_ms));
  EXPECT_THAT(SplitTopLevel(row.note, ';'), testing::Contains("p99: n < 662"));
  EXPECT_THAT(row.note, Not(HasSubstr("p90:")));
}

TEST(Rows, HaveNoLatencyWhereParityFailed) {
  BenchAnswer failed = Passed(700, 1);
  failed.parity = "failed";
  failed.reason = "face 3 differs by 0.2, more than 0.0001";
  failed.max_difference = .2;
  const LatencyRow row = MakeRow(Plan(), Smoke(), {Passed(700, 1), failed});
  EXPECT_EQ(row.parity, "failed");
  EXPECT_EQ(row.max_diff, .2);
  EXPECT_EQ(row.n, 0u);
  EXPECT_TRUE(std::isnan(row.p50_ms));
  EXPECT_TRUE(std::isnan(row.images_per_s));
  EXPECT_THAT(row.note, HasSubstr("face 3 differs"));
}

TEST(Rows, KeepTheReasonWhyAWorkerDied) {
  BenchAnswer dead;
  dead.error = "The worker process killed by signal 11 [core; dumped]";
  const LatencyRow row = MakeRow(Plan(), Smoke(), {dead});
  EXPECT_EQ(row.parity, "error");
  EXPECT_EQ(row.note, "The worker process killed by signal 11 (core, dumped)");
  EXPECT_EQ(row.threads, 1);
  EXPECT_TRUE(std::isnan(row.p50_ms));
}

TEST(Rows, GiveControlsATimeAndNoAccuracy) {
  BenchAnswer control = Passed(700, 1000);
  control.parity = "control";
  control.max_difference = NAN;
  const LatencyRow row = MakeRow(Plan(), Smoke(), {control});
  EXPECT_EQ(row.p50_ms, .001);
  EXPECT_TRUE(std::isnan(row.auc));
}

TEST(Rows, AreTheMedianOfRepetitionsAndFlagTheirScatter) {
  const auto row = [](std::vector<int64_t> milliseconds) {
    std::vector<BenchAnswer> answers;
    for (const int64_t value : milliseconds) answers.push_back(Passed(700, value * 1'000'000));
    return MakeRow(Plan(), FindTier("standard"), answers);
  };
  EXPECT_EQ(row({100, 101, 99, 100, 250}).p50_ms, 100);
  EXPECT_EQ(row({100, 101, 99, 100, 250}).n, 3500u);
  EXPECT_THAT(row({100, 101, 99, 100, 250}).note,
              Not(HasSubstr("unstable")));  // quartiles 100, 101
  EXPECT_THAT(row({90, 92, 100, 108, 110}).note,
              HasSubstr("unstable: the inter-quartile range of 5 "
                        "repetitions is 16 % of the median"));
  EXPECT_THAT(row({80, 85, 100, 115, 120}).note, HasSubstr("very unstable"));
}

}  // namespace
}  // namespace swapbench
