// SPDX-License-Identifier: Apache-2.0
#include "stats/bootstrap.h"

#include <cmath>
#include <set>

#include "stats/tables.h"
#include "support.h"

namespace swapbench {
namespace {

ScoreRow Row(const std::string& id, bool fake, const std::string& target,
             const std::string& source = "") {
  ScoreRow row;
  row.id = id;
  row.fake = fake;
  row.target = target;
  row.source = source;
  return row;
}

/// Scores follow the order of the rows, so the ranking keeps it.
Units UnitsOf(ScoreTable table) {
  for (size_t i = 0; i < table.rows.size(); ++i) table.rows[i].score = static_cast<double>(i);
  return FindUnits(table, Rank(table));
}

ScoreTable Of(std::vector<ScoreRow> rows) {
  ScoreTable table;
  table.rows = std::move(rows);
  return table;
}

TEST(Units, WeighAFakeByTargetTimesSource) {
  const Units units = UnitsOf(Of({Row("1", false, "anna"), Row("2", true, "anna", "bert")}));
  EXPECT_EQ(units.count, 2u);
  EXPECT_EQ(units.note, "");
  EXPECT_EQ(RowWeights(units, std::vector<double>{3, 5, 1}), (std::vector<double>{3, 15}));
}

TEST(Units, CountThePersonOfASelfBlendOnce) {
  const Units units = UnitsOf(Of({Row("1", false, "anna"), Row("2", true, "anna", "anna")}));
  EXPECT_EQ(units.count, 1u);
  EXPECT_EQ(RowWeights(units, std::vector<double>{3, 1}), (std::vector<double>{3, 3}));
}

TEST(Units, CountAnUnknownSourceAsOneAndSaySo) {
  const Units units = UnitsOf(Of({Row("1", false, "anna"), Row("2", true, "bert")}));
  EXPECT_EQ(RowWeights(units, std::vector<double>{3, 5, 1}), (std::vector<double>{3, 5}));
  EXPECT_EQ(units.note, "source unknown, so only the target is drawn (1 of 2 rows)");
}

TEST(Units, FallBackToClipsByDatasetMethodAndName) {
  ScoreTable table = Of({Row("1", false, ""), Row("2", false, ""), Row("3", true, ""),
                         Row("4", true, ""), Row("5", true, "")});
  for (ScoreRow& row : table.rows) row.clip = "033";
  table.rows[2].method = table.rows[3].method = "paste";
  table.rows[4].method = "self_blend";
  const Units units = UnitsOf(table);
  EXPECT_EQ(units.count, 3u);
  EXPECT_EQ(units.of[0], units.of[1]);
  EXPECT_EQ(units.of[2], units.of[3]);
  EXPECT_THAT(units.note, ::testing::HasSubstr("the clip is the unit (5 of 5 rows)"));
}

TEST(Units, FallBackToRowsAndSaySo) {
  const Units units = UnitsOf(Of({Row("1", false, ""), Row("2", true, "")}));
  EXPECT_EQ(units.count, 2u);
  EXPECT_THAT(units.note, ::testing::HasSubstr("the row is the unit"));
}

TEST(Units, KeepNamesakesOfTwoDatasetsApartButNotAFakeFromItsTwin) {
  ScoreTable table =
      Of({Row("a/1", false, "id0"), Row("b/1", false, "id0"), Row("fakes/1", true, "id0", "id0")});
  table.rows[0].dataset = "a";
  table.rows[1].dataset = "b";
  table.rows[2].dataset = "fakes";
  table.rows[2].twin = "b/1";
  const Units units = UnitsOf(table);
  EXPECT_EQ(units.count, 2u);
  EXPECT_EQ(units.of[2][0], units.of[1][0]);
  EXPECT_NE(units.of[0][0], units.of[1][0]);
}

TEST(DrawUnits, DrawsAsManyAsThereAre) {
  std::set<std::vector<double>> different;
  for (size_t replicate = 0; replicate < 20; ++replicate) {
    const std::vector<double> weight = DrawUnits(7, 1, replicate);
    EXPECT_EQ(weight.size(), 8u);
    EXPECT_EQ(std::accumulate(weight.begin(), weight.end() - 1, 0.), 7);
    EXPECT_EQ(weight.back(), 1);
    different.insert(weight);
  }
  EXPECT_GT(different.size(), 10u);
}

TEST(DrawUnits, FollowsTheMultinomial) {
  // Mean 1 and variance 1 - 1/n for each unit; 4 standard errors of 20,000 draws.
  double sum = 0, squares = 0;
  for (size_t replicate = 0; replicate < 20000; ++replicate) {
    const double drawn = DrawUnits(5, 3, replicate)[2];
    sum += drawn;
    squares += (drawn - 1) * (drawn - 1);
  }
  EXPECT_NEAR(sum / 20000, 1, 4 * std::sqrt(.8 / 20000));
  EXPECT_NEAR(squares / 20000, .8, .05);
}

class BootstrapOfATable : public ::testing::Test {
 protected:
  BootstrapOfATable() {
    Rng rng(11, "test/people");
    for (int i = 0; i < 200; ++i) {
      ScoreRow row = Row(std::to_string(1000 + i), i % 2 == 1, "p" + std::to_string(i / 2 % 20),
                         i % 2 == 1 ? "p" + std::to_string(rng.Integer(0, 19)) : "");
      row.score = rng.Normal(row.fake ? 1 : 0, 1);
      table_.rows.push_back(row);
    }
  }
  Replicates Values(const BootstrapOptions& options) const {
    const Ranking ranking = Rank(table_);
    const auto auc = Metrics().Make({"auc", {}}), miss = Metrics().Make({"miss_rate", {}});
    const std::vector<const Metric*> metrics = {auc.get(), miss.get()};
    return BootstrapMetrics(ranking, FindUnits(table_, ranking), metrics, options);
  }
  ScoreTable table_;
};

TEST_F(BootstrapOfATable, DoesNotDependOnThreadsOrTheOrderOfRows) {
  const Replicates one = Values({.replicates = 50, .threads = 1});
  EXPECT_EQ(Values({.replicates = 50, .threads = 3}), one);
  Rng(1, "test/shuffle").Shuffle(std::span<ScoreRow>(table_.rows));
  EXPECT_EQ(Values({.replicates = 50, .threads = 1}), one);
  EXPECT_NE(Values({.replicates = 50, .seed = 2}), one);
}

TEST_F(BootstrapOfATable, EvaluatesEveryMetricOnTheSameDraws) {
  const Ranking ranking = Rank(table_);
  const Units units = FindUnits(table_, ranking);
  const Replicates values = Values({.replicates = 5, .seed = 9});
  for (size_t r = 0; r < 5; ++r) {
    const std::vector<double> weight = RowWeights(units, DrawUnits(units.count, 9, r));
    EXPECT_EQ(values[0][r], Metrics().Make({"auc", {}})->Evaluate(ranking, weight));
    EXPECT_EQ(values[1][r], Metrics().Make({"miss_rate", {}})->Evaluate(ranking, weight));
  }
}

TEST(Recentre, MovesTheMeanToTheValueAndLeavesTheUndefined) {
  std::vector<double> replicates = {.25, .5, std::nan(""), .75};
  Recentre(replicates, .875, {});
  EXPECT_EQ(replicates[0], .625);
  EXPECT_EQ(replicates[1], .875);
  EXPECT_TRUE(std::isnan(replicates[2]));
  EXPECT_EQ(replicates[3], 1) << "no metric is above 1";
}

TEST(Recentre, LetsTheIntervalOfFakesThatScoreAsTheirTwinsHoldItsOwnValue) {
  // Each fake scores a little below its own real: of 20 people the own pairs alone, one in twenty,
  // are lost; a person drawn twice loses four of them.
  ScoreTable table;
  for (int i = 0; i < 20; ++i)
    for (const bool fake : {false, true}) {
      const std::string person = "p" + std::to_string(i);
      table.rows.push_back(Row(person + (fake ? "-fake" : ""), fake, person, fake ? person : ""));
      table.rows.back().score = i - (fake ? .1 : 0);
    }
  const Ranking ranking = Rank(table);
  const auto auc = Metrics().Make({"auc", {}});
  const std::vector<const Metric*> metrics = {auc.get()};
  const double value = auc->Evaluate(ranking, std::vector<double>(ranking.size(), 1.));
  EXPECT_NEAR(value, .475, 1e-12);
  Replicates replicates = BootstrapMetrics(ranking, FindUnits(table, ranking), metrics, {});
  EXPECT_LT(PercentileInterval(replicates[0], .95).high, value) << "the bias that this is about";
  Recentre(replicates[0], value, {});
  const Interval interval = PercentileInterval(replicates[0], .95);
  EXPECT_LT(interval.low, value);
  EXPECT_GT(interval.high, value);
}

TEST(PercentileInterval, CutsBothTailsAndCountsTheUndefined) {
  std::vector<double> values = {std::nan("")};
  for (int i = 100; i >= 0; --i) values.push_back(i);
  const Interval interval = PercentileInterval(values, .9);
  EXPECT_NEAR(interval.low, 5, 1e-12);
  EXPECT_NEAR(interval.high, 95, 1e-12);
  EXPECT_EQ(interval.undefined, 1u);
}

TEST(PercentileInterval, IsUndefinedWhereMostReplicatesAre) {
  const Interval interval = PercentileInterval({1, std::nan(""), std::nan("")}, .95);
  EXPECT_TRUE(std::isnan(interval.low) && std::isnan(interval.high));
  EXPECT_EQ(interval.undefined, 2u);
}

}  // namespace
}  // namespace swapbench
