// SPDX-License-Identifier: Apache-2.0
// Against scikit-learn's.
#include "train/logistic.h"

#include <cmath>
#include <sstream>

#include "python.h"
#include "support.h"

namespace swapbench {
namespace {

/// The rows of reference_fit.py.
LabelledFeatures ReferenceRows() {
  LabelledFeatures data;
  for (int i = 0; i < 60; ++i) {
    data.fake.push_back(i % 3 == 0);
    std::vector<float> row;
    for (int j = 0; j < 7; ++j)
      row.push_back(j == 3 ? 2.5F
                           : static_cast<float>((std::sin(1 + 7.13 * i + 3.1 * j * j) +
                                                 (i % 3 == 0 ? .4 * std::cos(j) : 0)) *
                                                    std::pow(10., j - 3) +
                                                j));
    data.rows.push_back(row);
  }
  return data;
}

TEST(LogisticTest, FindsWhatScikitLearnFinds) {
  const auto [text, status] = OutputOfPython("train/reference_fit.py");
  if (status == 3) GTEST_SKIP() << "needs python3-sklearn";
  ASSERT_EQ(status, 0);
  LogisticRegression regression(ReferenceRows(), 1);
  std::istringstream lines(text);
  int compared = 0;
  for (std::string line; std::getline(lines, line); ++compared) {
    std::istringstream words(line);
    double strength = 0;
    words >> strength;
    const LinearModel ours = regression.Fit(strength);
    ASSERT_EQ(ours.weight.size(), 7U);
    std::vector<float> parameters = ours.weight;
    parameters.push_back(ours.bias);
    for (const float mine : parameters) {
      double theirs = 0;
      ASSERT_TRUE(words >> theirs);
      EXPECT_NEAR(mine, theirs, 2e-5) << "strength " << strength;
    }
  }
  EXPECT_EQ(compared, 3);
}

TEST(LogisticTest, DoesNotDependOnThreadsOrOnWhereItBegins) {
  const LabelledFeatures data = ReferenceRows();
  const LinearModel one = LogisticRegression(data, 1).Fit(.01);
  EXPECT_EQ(LogisticRegression(data, 3).Fit(.01).weight, one.weight);
  LogisticRegression later(data, 1);
  later.Fit(1);
  later.Fit(1e-5);
  const LinearModel again = later.Fit(.01);
  for (size_t j = 0; j < 7; ++j) EXPECT_NEAR(again.weight[j], one.weight[j], 1e-6);
}

// Two points, at -1 and 1 once standardised: the weight solves w (1 + e^w) = 1 / strength.
TEST(LogisticTest, StaysFiniteWhereTheClassesAreApart) {
  const LinearModel model = LogisticRegression({{{3, 7}, {5, 7}}, {false, true}}, 1).Fit(1e-5);
  const double w = model.weight[0];
  EXPECT_NEAR(w * (1 + std::exp(w)), 1e5, .5);
  EXPECT_EQ(model.weight[1], 0) << "a feature that is the same everywhere tells nothing";
  EXPECT_NEAR(model.bias, 0, 1e-6);
  EXPECT_NEAR(model.Logit(std::vector<float>{5, 7}), w, 1e-6);
}

}  // namespace
}  // namespace swapbench
