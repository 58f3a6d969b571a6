// SPDX-License-Identifier: Apache-2.0
// What every metric keeps, whoever adds it.
#include <cmath>
#include <numeric>

#include "core/rng.h"
#include "stats/metric.h"
#include "support.h"

namespace swapbench {
namespace {

constexpr double kThreshold = 1;

/// Scores with ties; `weights[i]` copies of row i.
ScoreTable Repeated(const std::vector<ScoreRow>& rows, const std::vector<int>& weights) {
  ScoreTable table;
  for (size_t i = 0; i < rows.size(); ++i)
    for (int copy = 0; copy < weights[i]; ++copy) table.rows.push_back(rows[i]);
  return table;
}

Ranking RankingOf(const ScoreTable& table) {
  std::vector<uint32_t> all(table.rows.size());
  std::iota(all.begin(), all.end(), 0);
  return MakeRanking(table, all, kThreshold);
}

class MetricContract : public testing::TestWithParam<std::string> {
 protected:
  MetricContract() : metric_(Metrics().Make(Spec{GetParam(), {}})) {
    Rng rng(5, "contract/metric");
    for (int i = 0; i < 400; ++i) {
      ScoreRow row;
      row.id = std::to_string(i);
      row.fake = i % 2 == 1;
      row.score = std::floor(4 * (rng.Normal() + (row.fake ? 1 : 0))) / 4;  // ties
      rows_.push_back(row);
      weights_.push_back(static_cast<int>(rng.Integer(0, 40)));
    }
  }

  double Evaluate(const ScoreTable& table) const {
    const Ranking ranking = RankingOf(table);
    return metric_->Evaluate(ranking, std::vector<double>(ranking.size(), 1));
  }

  std::unique_ptr<Metric> metric_;
  std::vector<ScoreRow> rows_;
  std::vector<int> weights_;
};

TEST_P(MetricContract, IntegerWeightsEqualRepeatedRows) {
  const double repeated = Evaluate(Repeated(rows_, weights_));
  const ScoreTable table = Repeated(rows_, std::vector<int>(rows_.size(), 1));
  const Ranking ranking = RankingOf(table);
  std::vector<double> weight;
  for (const uint32_t row : ranking.row) weight.push_back(weights_[row]);
  ASSERT_TRUE(std::isfinite(repeated));
  EXPECT_NEAR(metric_->Evaluate(ranking, weight), repeated, 1e-12);
}

TEST_P(MetricContract, OrderDoesNotMatter) {
  std::vector<ScoreRow> shuffled = rows_;
  Rng rng(6, "contract/shuffle");
  rng.Shuffle(std::span(shuffled));
  // Ten copies: enough genuine faces for the rates at small false-alarm rates.
  const std::vector<int> ten(rows_.size(), 10);
  EXPECT_NEAR(Evaluate(Repeated(rows_, ten)), Evaluate(Repeated(shuffled, ten)), 1e-12);
}

TEST_P(MetricContract, IsNaNWhereAClassItNeedsIsMissing) {
  std::vector<ScoreRow> reals, fakes;
  for (const ScoreRow& row : rows_) (row.fake ? fakes : reals).push_back(row);
  const double of_reals = Evaluate(Repeated(reals, std::vector<int>(reals.size(), 1)));
  const double of_fakes = Evaluate(Repeated(fakes, std::vector<int>(fakes.size(), 1)));
  if (metric_->needs_both_classes()) {
    EXPECT_TRUE(std::isnan(of_reals));
    EXPECT_TRUE(std::isnan(of_fakes));
  } else {
    EXPECT_TRUE(std::isfinite(of_reals) || std::isfinite(of_fakes));
  }
}

TEST_P(MetricContract, IsNaNForNoRowsAndForNoWeight) {
  const Ranking empty = RankingOf({});
  EXPECT_TRUE(std::isnan(metric_->Evaluate(empty, {})));
  const Ranking ranking = RankingOf(Repeated(rows_, std::vector<int>(rows_.size(), 1)));
  EXPECT_TRUE(std::isnan(metric_->Evaluate(ranking, std::vector<double>(ranking.size(), 0))));
}

INSTANTIATE_TEST_SUITE_P(All, MetricContract, testing::ValuesIn(Metrics().names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace swapbench
