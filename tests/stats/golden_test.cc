// SPDX-License-Identifier: Apache-2.0
/// Our metrics against scikit-learn, SciPy and pROC; see scripts/make_goldens.py.
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "core/text.h"
#include "stats/delong.h"
#include "stats/tables.h"
#include "support.h"

namespace swapbench {
namespace {

constexpr double kTolerance = 1e-10;

class GoldenTable : public ::testing::TestWithParam<int> {
 protected:
  GoldenTable()
      : table_(ReadScoreCsv(Path("table_", ".csv"))),
        golden_(nlohmann::json::parse(ReadFile(Path("golden_", ".json")))) {}

  static std::filesystem::path Path(const std::string& stem, const std::string& suffix) {
    return Golden("stats/" + stem + std::to_string(GetParam()) + suffix);
  }
  double Number(const ScoreRow& row, const std::string& column) const {
    return ParseDouble(row.attributes.at(column)).value();
  }
  void ExpectMetrics(const std::string& block, bool weighted) const {
    const Ranking ranking = Rank(table_, golden_.at("threshold").get<double>());
    std::vector<double> weight;
    for (const uint32_t row : ranking.row)
      weight.push_back(weighted ? Number(table_.rows[row], "weight") : 1);
    ASSERT_GE(golden_.at(block).size(), 10u);
    for (const auto& [spec, expected] : golden_.at(block).items())
      EXPECT_NEAR(Metrics().Make(Spec::Parse(spec))->Evaluate(ranking, weight),
                  expected.get<double>(), kTolerance)
          << spec;
  }

  ScoreTable table_;
  nlohmann::json golden_;
};

TEST_P(GoldenTable, GivesScikitLearnsMetrics) { ExpectMetrics("plain", false); }

TEST_P(GoldenTable, GivesScikitLearnsWeightedMetrics) { ExpectMetrics("weighted", true); }

TEST_P(GoldenTable, GivesProcsDeLong) {
  std::vector<std::vector<double>> scores(2);
  std::vector<uint8_t> fake;
  for (const ScoreRow& row : table_.rows) {
    scores[0].push_back(row.score);
    scores[1].push_back(Number(row, "other"));
    fake.push_back(row.fake ? 1 : 0);
  }
  const DeLongResult result = DeLong(scores, fake);
  const Interval interval = DeLongInterval(result, 0, .95);
  const auto& expected = golden_.at("delong");
  EXPECT_NEAR(result.auc[0], expected.at("auc").get<double>(), kTolerance);
  EXPECT_NEAR(result.auc[1], expected.at("other_auc").get<double>(), kTolerance);
  EXPECT_NEAR(result.covariance[0][0], expected.at("variance").get<double>(), kTolerance);
  EXPECT_NEAR(result.covariance[1][1], expected.at("other_variance").get<double>(), kTolerance);
  EXPECT_NEAR(result.covariance[0][1], expected.at("covariance").get<double>(), kTolerance);
  EXPECT_NEAR(result.covariance[1][0], expected.at("covariance").get<double>(), kTolerance);
  EXPECT_NEAR(interval.low, expected.at("low").get<double>(), kTolerance);
  EXPECT_NEAR(interval.high, expected.at("high").get<double>(), kTolerance);
  EXPECT_NEAR(DeLongPValue(result, 0, 1), expected.at("p").get<double>(), kTolerance);
}

INSTANTIATE_TEST_SUITE_P(Stats, GoldenTable, ::testing::Range(0, 4));

}  // namespace
}  // namespace swapbench
