// SPDX-License-Identifier: Apache-2.0
/// What is read off the validation split: how good an epoch is, where the threshold stands, how
/// sure the logits may be. Internal to train.
#pragma once

#include <vector>

#include "stats/metric.h"

namespace swapbench {

/// A network's logits on the validation records (or what else an objective judges), with the truth
/// beside them.
struct Answers {
  std::vector<double> logits;
  std::vector<bool> fake;
};

Ranking RankAnswers(const Answers& answers);
double AucOf(const Ranking& ranking);

/// Mean cross-entropy of logit / temperature in nats, each class with half of the weight.
double BalancedLoss(const Answers& answers, double temperature);

/// The temperature in [.05, 20] with the smallest BalancedLoss (Guo et al. 2017).
double FitTemperature(const Answers& answers);

}  // namespace swapbench
