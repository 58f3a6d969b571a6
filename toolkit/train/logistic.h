// SPDX-License-Identifier: Apache-2.0
/// A linear classifier of labelled rows of features. Internal to train.
#pragma once

#include <vector>

#include "detect/linear_model.h"

namespace swapbench {

struct LabelledFeatures {
  std::vector<std::vector<float>> rows;  // all of one length
  std::vector<bool> fake;                // parallel; both classes occur
};

/// L2-regularised logistic regression on features of mean 0 and standard deviation 1 over the rows
/// (a feature that is the same in all is left as it is). Fit minimises over weight and bias
///
///   (mean loss of the reals + mean loss of the fakes) / 2 + strength / 2 * |weight|^2
///
/// in nats, by Newton's method in double precision; the bias is free. In scikit-learn's terms
/// LogisticRegression(class_weight="balanced", C = 1 / (strength * rows)). Nothing is drawn, and
/// the number of threads does not matter.
class LogisticRegression {
 public:
  LogisticRegression(const LabelledFeatures& data, int threads);

  /// Begins where the last call ended, which saves steps. strength > 0.
  LinearModel Fit(double strength);

 private:
  using Vector = std::vector<double>;

  Vector Logits(const Vector& solution) const;
  double Loss(const Vector& solution, const Vector& logits, double strength) const;
  Vector Gradient(const Vector& logits, double strength) const;
  std::vector<Vector> Hessian(const Vector& logits, double strength) const;

  const std::vector<bool> fake_;
  const int threads_;
  LinearModel model_;         // mean and scale
  std::vector<Vector> rows_;  // standardised, a 1 behind them
  Vector share_;              // of the rows in the loss
  Vector solution_;           // weights, then the bias
};

}  // namespace swapbench
