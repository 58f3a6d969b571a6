// SPDX-License-Identifier: Apache-2.0
#include "train/logistic.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/parallel.h"

namespace swapbench {
namespace {

using Vector = std::vector<double>;

double Dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// Solves matrix * x = right by Cholesky's decomposition of the lower triangle of a symmetric,
/// positive definite matrix.
Vector Solve(std::vector<Vector> lower, Vector right) {
  const size_t n = right.size();
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double sum = lower[i][j];
      for (size_t k = 0; k < j; ++k) sum -= lower[i][k] * lower[j][k];
      if (i == j) Check(sum > 0, "The features cannot be fitted: their Hessian is singular.");
      lower[i][j] = i == j ? std::sqrt(sum) : sum / lower[j][j];
    }
    for (size_t k = 0; k < i; ++k) right[i] -= lower[i][k] * right[k];
    right[i] /= lower[i][i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; ++k) right[i] -= lower[k][i] * right[k];
    right[i] /= lower[i][i];
  }
  return right;
}

Vector Moved(Vector from, const Vector& step, double length) {
  for (size_t i = 0; i < from.size(); ++i) from[i] -= length * step[i];
  return from;
}

std::pair<float, float> MeanAndScale(const std::vector<std::vector<float>>& rows, size_t feature) {
  const auto count = static_cast<double>(rows.size());
  double mean = 0, square = 0;
  for (const auto& row : rows) mean += row[feature] / count;
  for (const auto& row : rows) square += std::pow(row[feature] - mean, 2) / count;
  const auto scale = static_cast<float>(std::sqrt(square));
  const bool constant =
      std::ranges::all_of(rows, [&](const auto& row) { return row[feature] == rows[0][feature]; });
  return {static_cast<float>(mean), constant || scale == 0 ? 1 : scale};
}

}  // namespace

LogisticRegression::LogisticRegression(const LabelledFeatures& data, int threads)
    : fake_(data.fake), threads_(threads) {
  const size_t features = data.rows.at(0).size();
  for (size_t j = 0; j < features; ++j) {
    const auto [mean, scale] = MeanAndScale(data.rows, j);
    model_.mean.push_back(mean);
    model_.scale.push_back(scale);
  }
  for (const auto& row : data.rows) {
    Vector standardised;
    for (size_t j = 0; j < features; ++j)
      standardised.push_back((static_cast<double>(row[j]) - model_.mean[j]) / model_.scale[j]);
    standardised.push_back(1);
    rows_.push_back(std::move(standardised));
  }
  const auto fakes = static_cast<double>(std::ranges::count(fake_, true));
  const double reals = static_cast<double>(fake_.size()) - fakes;
  Check(fakes > 0 && reals > 0, "A fit needs reals and fakes.");
  for (const bool fake : fake_) share_.push_back(.5 / (fake ? fakes : reals));
  solution_.assign(features + 1, 0);
}

Vector LogisticRegression::Logits(const Vector& solution) const {
  Vector logits;
  for (const Vector& row : rows_) logits.push_back(Dot(row, solution));
  return logits;
}

double LogisticRegression::Loss(const Vector& solution, const Vector& logits,
                                double strength) const {
  double loss = 0;
  for (size_t i = 0; i < logits.size(); ++i) {
    const double margin = fake_[i] ? logits[i] : -logits[i];
    loss += share_[i] * (std::max(-margin, 0.) + std::log1p(std::exp(-std::abs(margin))));
  }
  for (size_t j = 0; j + 1 < solution.size(); ++j) loss += strength / 2 * solution[j] * solution[j];
  return loss;
}

Vector LogisticRegression::Gradient(const Vector& logits, double strength) const {
  Vector gradient(solution_.size());
  for (size_t i = 0; i < logits.size(); ++i) {
    const double factor = share_[i] * (Sigmoid(logits[i]) - (fake_[i] ? 1 : 0));
    for (size_t j = 0; j < gradient.size(); ++j) gradient[j] += factor * rows_[i][j];
  }
  for (size_t j = 0; j + 1 < gradient.size(); ++j) gradient[j] += strength * solution_[j];
  return gradient;
}

/// The lower triangle.
std::vector<Vector> LogisticRegression::Hessian(const Vector& logits, double strength) const {
  constexpr size_t kBand = 16;  // rows of the matrix that share one pass over the data
  const size_t n = solution_.size();
  std::vector<Vector> hessian(n, Vector(n));
  ParallelFor((n + kBand - 1) / kBand, threads_, [&](size_t band) {
    for (size_t i = 0; i < logits.size(); ++i) {
      const double curvature = share_[i] * Sigmoid(logits[i]) * Sigmoid(-logits[i]);
      const double* row = rows_[i].data();
      for (size_t j = band * kBand; j < std::min(n, (band + 1) * kBand); ++j) {
        const double factor = curvature * row[j];
        double* out = hessian[j].data();
        for (size_t k = 0; k <= j; ++k) out[k] += factor * row[k];
      }
    }
  });
  for (size_t j = 0; j + 1 < n; ++j) hessian[j][j] += strength;
  return hessian;
}

LinearModel LogisticRegression::Fit(double strength) {
  constexpr int kMostSteps = 200;
  constexpr double kClose = 1e-12;  // nats that a step can still gain; the next gains its square
  for (int i = 0;; ++i) {
    Check(i < kMostSteps, "The fit has not settled after ", kMostSteps, " steps.");
    const Vector logits = Logits(solution_), gradient = Gradient(logits, strength);
    const Vector step = Solve(Hessian(logits, strength), gradient);
    const double gain = Dot(gradient, step), loss = Loss(solution_, logits, strength);
    double length = 1;
    if (gain > kClose) {
      for (Vector next = Moved(solution_, step, length);
           Loss(next, Logits(next), strength) > loss - .25 * length * gain;
           next = Moved(solution_, step, length))
        length /= 2;
    }
    solution_ = Moved(solution_, step, length);
    if (gain <= kClose) break;
  }
  LinearModel fitted = model_;
  fitted.weight.assign(solution_.begin(), solution_.end() - 1);
  fitted.bias = static_cast<float>(solution_.back());
  return fitted;
}

}  // namespace swapbench
