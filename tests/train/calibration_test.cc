// SPDX-License-Identifier: Apache-2.0
#include "train/calibration.h"

#include <cmath>

#include "core/rng.h"
#include "support.h"

namespace swapbench {
namespace {

TEST(CalibrationTest, LossIsTheMeanCrossEntropyOfBothClasses) {
  const Answers answers{{0, 0, 0, std::log(3.)}, {false, false, false, true}};
  // Reals at logit 0 cost log 2 each, the fake at log 3 costs log(4/3): half of the weight each.
  EXPECT_NEAR(BalancedLoss(answers, 1), (std::log(2.) + std::log(4. / 3)) / 2, 1e-12);
  EXPECT_NEAR(BalancedLoss({{1000, -1000}, {true, false}}, 1), 0, 1e-12);
  EXPECT_NEAR(BalancedLoss({{1000, -1000}, {false, true}}, 1), 1000, 1e-9);
}

// Logits that are k times too large are calibrated by temperature k.
TEST(CalibrationTest, FindsTheTemperatureThatWasDrawn) {
  for (const double factor : {.5, 1., 4.}) {
    Rng rng(1, "test/temperature");
    Answers answers;
    for (int i = 0; i < 40000; ++i) {
      const double logit = rng.Normal(0, 2);
      answers.fake.push_back(rng.Chance(1 / (1 + std::exp(-logit))));
      answers.logits.push_back(factor * logit);
    }
    EXPECT_NEAR(FitTemperature(answers) / factor, 1, .05);
  }
}

TEST(CalibrationTest, TemperatureStaysBoundedWhereClassesAreApart) {
  EXPECT_NEAR(FitTemperature({{-3, 3}, {false, true}}), .05, 1e-6);
  EXPECT_NEAR(FitTemperature({{-3, 3}, {true, false}}), 20, 1e-6);
}

TEST(CalibrationTest, AucCountsTiesAsHalf) {
  EXPECT_DOUBLE_EQ(AucOf(RankAnswers({{1, 2, 2, 3}, {false, false, true, true}})), .875);
}

}  // namespace
}  // namespace swapbench
