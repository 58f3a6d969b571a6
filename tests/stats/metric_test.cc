// SPDX-License-Identifier: Apache-2.0
#include "stats/metric.h"

#include <cmath>
#include <numeric>

#include "core/rng.h"
#include "stats/tables.h"
#include "support.h"

namespace swapbench {
namespace {

double ValueOf(const std::string& spec, const Ranking& ranking) {
  const std::vector<double> ones(ranking.size(), 1.);
  return Metrics().Make(Spec::Parse(spec))->Evaluate(ranking, ones);
}

double Value(const std::string& spec, const std::vector<std::pair<double, bool>>& scores,
             double threshold = .5) {
  return ValueOf(spec, Rank(TableOf(scores), threshold));
}

TEST(Auc, CountsTiesHalf) {
  EXPECT_DOUBLE_EQ(Value("auc", {{1, false}, {2, true}}), 1);
  EXPECT_DOUBLE_EQ(Value("auc", {{2, false}, {1, true}}), 0);
  EXPECT_DOUBLE_EQ(Value("auc", {{1, false}, {1, true}}), .5);
  // Pairs (fake, real): 3>1, 3=3 half, 0<1, 0<3.
  EXPECT_DOUBLE_EQ(Value("auc", {{1, false}, {3, false}, {3, true}, {0, true}}), 1.5 / 4);
}

TEST(Eer, IsWhereMissesMeetFalseAlarms) {
  EXPECT_DOUBLE_EQ(Value("eer", {{1, false}, {2, true}}), 0);
  EXPECT_DOUBLE_EQ(Value("eer", {{2, false}, {1, true}}), 1);
  EXPECT_DOUBLE_EQ(Value("eer", {{1, false}, {1, true}}), .5);
  EXPECT_DOUBLE_EQ(Value("eer", {{1, false}, {3, false}, {2, true}, {4, true}}), .5);
}

TEST(Eer, InterpolatesTheDiagonalOfATie) {
  // ROC (0,0) (0,.5) (1,1): the line through the tie, tpr = .5 + fpr/2, meets 1 - fpr at 1/3.
  EXPECT_DOUBLE_EQ(Value("eer", {{1, false}, {1, true}, {2, true}}), 1. / 3);
}

TEST(TprAtFpr, TakesTheConservativeThreshold) {
  const std::vector<std::pair<double, bool>> scores = {{1, false}, {2, false}, {3, true},
                                                       {4, false}, {5, true},  {6, true}};
  EXPECT_DOUBLE_EQ(Value("tpr_at_fpr:fpr=0", scores), 2. / 3);
  EXPECT_DOUBLE_EQ(Value("tpr_at_fpr:fpr=0.33", scores), 2. / 3);
  EXPECT_DOUBLE_EQ(Value("tpr_at_fpr:fpr=0.34", scores), 1);
}

TEST(TprAtFpr, IsRefusedBelowThreeRealsAndGreyedBelowThirty) {
  const auto caution = [](int reals) {
    std::vector<std::pair<double, bool>> scores(static_cast<size_t>(reals), {0, false});
    scores.emplace_back(1, true);
    const Ranking ranking = Rank(TableOf(scores));
    const auto metric = Metrics().Make(Spec::Parse("tpr_at_fpr:fpr=0.25"));
    return std::make_pair(metric->printable(ranking), metric->Caution(ranking).substr(0, 7));
  };
  EXPECT_EQ(caution(11), std::make_pair(false, std::string("refused")));
  EXPECT_EQ(caution(12), std::make_pair(true, std::string("greyed:")));
  EXPECT_EQ(caution(119), std::make_pair(true, std::string("greyed:")));
  EXPECT_EQ(caution(120), std::make_pair(true, std::string()));
}

TEST(Brier, ReadsLogitsOrProbabilities) {
  EXPECT_DOUBLE_EQ(Value("brier", {{0, false}, {0, true}}), .25);
  EXPECT_DOUBLE_EQ(Value("brier:scale=probability", {{.1, false}, {.7, true}}), (.01 + .09) / 2);
  const double p = 1 / (1 + std::exp(-2.));
  EXPECT_NEAR(Value("brier", {{-2, false}, {2, true}}), (1 - p) * (1 - p), 1e-15);
}

TEST(Brier, RefusesAProbabilityOutsideTheUnitInterval) {
  EXPECT_TRUE(std::isnan(Value("brier:scale=probability", {{.1, false}, {1.7, true}})));
}

TEST(ThresholdMetrics, CountWhatTheThresholdDoes) {
  // At .5: fakes .2 missed, .5 and .9 caught; reals .1 .3 fine, .6 accused.
  const std::vector<std::pair<double, bool>> scores = {{.2, true},  {.5, true},  {.9, true},
                                                       {.1, false}, {.3, false}, {.6, false}};
  EXPECT_DOUBLE_EQ(Value("miss_rate", scores), 1. / 3);
  EXPECT_DOUBLE_EQ(Value("false_alarm_rate", scores), 1. / 3);
  EXPECT_DOUBLE_EQ(Value("accuracy", scores), 4. / 6);
  EXPECT_NEAR(Value("ppv:prevalence=0.5", scores), 2. / 3, 1e-15);
  // One in a hundred is fake: 2/3 of 1 caught, 1/3 of 99 accused.
  EXPECT_NEAR(Value("ppv", scores), (2. / 3) / (2. / 3 + 33), 1e-15);
}

TEST(ThresholdMetrics, AreUndefinedWithoutAThreshold) {
  for (const char* spec : {"miss_rate", "false_alarm_rate", "accuracy", "ppv"})
    EXPECT_TRUE(std::isnan(Value(spec, {{.2, true}, {.5, false}}, std::nan("")))) << spec;
}

TEST(ThresholdMetrics, AskForNothingButTheirOwnClass) {
  EXPECT_DOUBLE_EQ(Value("miss_rate", {{.2, true}, {.7, true}}), .5);
  EXPECT_DOUBLE_EQ(Value("false_alarm_rate", {{.2, false}, {.7, false}}), .5);
}

TEST(Ppv, IsUndefinedWhereNothingIsCalledFake) {
  EXPECT_TRUE(std::isnan(Value("ppv", {{.2, true}, {.1, false}})));
}

TEST(Ranking, CountsRefusalsBothWays) {
  ScoreTable table = TableOf({{1, false}, {2, false}, {3, true}, {4, true}});
  table.rows[1].outcome = Outcome::kNoFace;
  table.rows[3].outcome = Outcome::kRefused;
  table.rows[1].score = table.rows[3].score = std::nan("");
  const Ranking excluded = Rank(table, 2.5);
  EXPECT_EQ(excluded.size(), 2u);
  EXPECT_EQ(excluded.refused_real, 1u);
  EXPECT_EQ(excluded.refused_fake, 1u);
  EXPECT_DOUBLE_EQ(ValueOf("auc", excluded), 1);
  const Ranking as_errors = MakeRankingWithErrors(table, AllRows(table), 2.5);
  EXPECT_DOUBLE_EQ(ValueOf("auc", as_errors), .25);  // one pair of four is in order
  EXPECT_DOUBLE_EQ(ValueOf("miss_rate", as_errors), .5);
  EXPECT_DOUBLE_EQ(ValueOf("false_alarm_rate", as_errors), .5);
}

class EveryMetric : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Metric> metric_ = Metrics().Make(Spec::Parse(GetParam()));
};

TEST_P(EveryMetric, CountsAnIntegerWeightAsRepeatedRows) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const ScoreTable table = Tied(seed);
    const Ranking ranking = Rank(table);
    Rng rng(seed, "test/weights");
    std::vector<double> weight;
    ScoreTable repeated;
    for (size_t i = 0; i < ranking.size(); ++i) {
      weight.push_back(static_cast<double>(rng.Integer(0, 3)));
      for (int copy = 0; copy < weight.back(); ++copy) {
        repeated.rows.push_back(table.rows[ranking.row[i]]);
        repeated.rows.back().id += "/" + std::to_string(copy);
      }
    }
    const double expected = ValueOf(GetParam(), Rank(repeated));
    EXPECT_FALSE(std::isnan(expected));
    EXPECT_NEAR(metric_->Evaluate(ranking, weight), expected, 1e-14);
  }
}

TEST_P(EveryMetric, DoesNotDependOnTheOrderOfRows) {
  ScoreTable table = Tied(5);
  const double expected = ValueOf(GetParam(), Rank(table));
  Rng(1, "test/shuffle").Shuffle(std::span<ScoreRow>(table.rows));
  EXPECT_EQ(ValueOf(GetParam(), Rank(table)), expected);
}

TEST_P(EveryMetric, DoesNotDependOnTheScaleOfWeights) {
  const Ranking ranking = Rank(Tied(6));
  const std::vector<double> weight(ranking.size(), 2.5);
  EXPECT_NEAR(metric_->Evaluate(ranking, weight), ValueOf(GetParam(), ranking), 1e-14);
}

TEST_P(EveryMetric, IsUndefinedWithoutTheRowsItNeeds) {
  const Ranking ranking = Rank(Tied(7));
  for (const bool fakes_stay : {false, true}) {
    std::vector<double> weight;
    for (const uint8_t fake : ranking.fake) weight.push_back((fake == 1) == fakes_stay ? 1 : 0);
    const bool defined = metric_->judges() == (fakes_stay ? Judges::kFakes : Judges::kReals);
    EXPECT_EQ(std::isnan(metric_->Evaluate(ranking, weight)), !defined) << fakes_stay;
  }
  const std::vector<double> none(ranking.size(), 0.);
  EXPECT_TRUE(std::isnan(metric_->Evaluate(ranking, none)));
  EXPECT_TRUE(std::isnan(metric_->Evaluate(Ranking(), {})));
}

TEST_P(EveryMetric, GivesHalfToACoinWhereItSaysSo) {
  if (!metric_->chance_is_half()) return;
  // Every score occurs once in each class: no detector can be more of a coin.
  std::vector<std::pair<double, bool>> scores;
  for (int i = 0; i < 10; ++i) scores.insert(scores.end(), {{i, true}, {i, false}});
  EXPECT_NEAR(Value(GetParam(), scores), .5, 1e-15);
}

TEST_P(EveryMetric, HasACanonicalSpecThatRoundTrips) {
  const Spec canonical = Metrics().Canonical(Spec::Parse(GetParam()));
  EXPECT_EQ(Metrics().Canonical(Spec::Parse(canonical.ToString())), canonical);
  Spec wrong = canonical;
  wrong.args["no_such_key"] = "1";
  EXPECT_THAT(ErrorOf([&] { Metrics().Make(wrong); }), ::testing::HasSubstr("no_such_key"));
}

INSTANTIATE_TEST_SUITE_P(Registry, EveryMetric, ::testing::ValuesIn(Metrics().names()),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace swapbench
