// SPDX-License-Identifier: Apache-2.0
#include "stats/mean.h"

#include <cmath>

#include "stats/slice_estimate.h"
#include "stats/tables.h"
#include "support.h"

namespace swapbench {
namespace {

/// Fakes of twelve people, each with another's face; scores in [0, 1].
ScoreTable Fakes(size_t count) {
  Rng rng(4, "test/mean");
  ScoreTable table;
  for (size_t i = 0; i < count; ++i) {
    ScoreRow row;
    row.id = "fake" + std::to_string(100 + i);
    row.fake = true;
    row.score = rng.Uniform(0, 1);
    row.target = "p" + std::to_string(i % 12);
    row.source = "p" + std::to_string((i * 5 + 1) % 12);
    table.rows.push_back(row);
  }
  return table;
}

// A miss rate is the mean of "missed?" over fakes: value and interval are those of `evaluate`.
TEST(EstimateMeans, GiveTheMissRateItsInterval) {
  const ScoreTable table = Fakes(60);
  Slice slice;
  slice.rows = AllRows(table);
  slice.methods = {""};
  const BootstrapOptions options{.replicates = 500, .seed = 7};
  const Estimate expected =
      EstimateSlice(table, slice, {Spec{"miss_rate", {}}}, {.4, ""}, options).front();
  Column missed;
  for (const ScoreRow& row : table.rows) missed.push_back(row.score < .4);
  const MeanEstimate mean = EstimateMeans(table, slice.rows, {missed}, options).front();
  EXPECT_NEAR(mean.value, expected.value, 1e-12);
  EXPECT_NEAR(mean.low, expected.low, 1e-12);
  EXPECT_NEAR(mean.high, expected.high, 1e-12);
  EXPECT_EQ(mean.clusters, expected.clusters);
  EXPECT_LT(mean.low, mean.value);
}

// What both columns share cancels in a difference, and only there.
TEST(EstimateMeans, PairColumns) {
  const ScoreTable table = Fakes(60);
  Column noisy, raised, difference;
  for (const ScoreRow& row : table.rows) {
    noisy.push_back(row.score);
    raised.push_back(row.score + (row.id.back() == '0' ? .11 : .1));
    difference.push_back(raised.back() - noisy.back());
  }
  const auto means = EstimateMeans(table, AllRows(table), {noisy, raised, difference}, {});
  EXPECT_NEAR(means[2].value, means[1].value - means[0].value, 1e-12);
  EXPECT_LT(means[2].high - means[2].low, .01);
  EXPECT_GT(means[0].high - means[0].low, .1);
  EXPECT_GT(means[2].low, .1);
}

TEST(EstimateMeans, SayWhyThereIsNoInterval) {
  const ScoreTable table = Fakes(24);
  const auto same = EstimateMeans(table, AllRows(table), {Column(24, .5)}, {}).front();
  EXPECT_EQ(same.value, .5);
  EXPECT_TRUE(std::isnan(same.low) && std::isnan(same.high));
  EXPECT_THAT(same.note, testing::HasSubstr("the same in every row"));
  ScoreTable alone = Fakes(2);
  for (ScoreRow& row : alone.rows) row.target = row.source = "p";
  const auto one = EstimateMeans(alone, AllRows(alone), {{.2, .4}}, {}).front();
  EXPECT_NEAR(one.value, .3, 1e-12);
  EXPECT_TRUE(std::isnan(one.low));
  EXPECT_THAT(one.note, testing::HasSubstr("only 1 independent units: no interval"));
  EXPECT_THAT(ErrorOf([&] { EstimateMeans(alone, AllRows(alone), {{1}}, {}); }),
              testing::HasSubstr("1 numbers for 2 rows"));
}

}  // namespace
}  // namespace swapbench
