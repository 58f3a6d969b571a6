// SPDX-License-Identifier: Apache-2.0
#include "train/calibration.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace swapbench {

Ranking RankAnswers(const Answers& answers) {
  ScoreTable table;
  for (size_t i = 0; i < answers.logits.size(); ++i) {
    ScoreRow row;
    row.fake = answers.fake[i];
    row.score = answers.logits[i];
    table.rows.push_back(row);
  }
  std::vector<uint32_t> rows(table.rows.size());
  std::iota(rows.begin(), rows.end(), 0u);
  return MakeRanking(table, rows, std::nan(""));
}

double AucOf(const Ranking& ranking) {
  const std::vector<double> ones(ranking.size(), 1.);
  return Metrics().Make(Spec{"auc", {}})->Evaluate(ranking, ones);
}

double BalancedLoss(const Answers& answers, double temperature) {
  double sum[2] = {0, 0}, count[2] = {0, 0};
  for (size_t i = 0; i < answers.logits.size(); ++i) {
    const bool fake = answers.fake[i];
    const double margin = (fake ? 1 : -1) * answers.logits[i] / temperature;
    sum[fake] += std::max(-margin, 0.) + std::log1p(std::exp(-std::abs(margin)));
    count[fake] += 1;
  }
  return (sum[0] / count[0] + sum[1] / count[1]) / 2;
}

double FitTemperature(const Answers& answers) {
  // Golden section on the logarithm; the loss is convex in 1 / temperature, so it has one valley.
  const double ratio = (std::sqrt(5.) - 1) / 2;
  double low = std::log(.05), high = std::log(20.);
  for (int i = 0; i < 60; ++i) {
    const double a = high - ratio * (high - low), b = low + ratio * (high - low);
    if (BalancedLoss(answers, std::exp(a)) <= BalancedLoss(answers, std::exp(b))) high = b;
    else low = a;
  }
  return std::exp((low + high) / 2);
}

}  // namespace swapbench
