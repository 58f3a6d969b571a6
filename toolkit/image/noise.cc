// SPDX-License-Identifier: Apache-2.0
#include "image/noise.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/stable_math.h"

namespace swapbench {
namespace {

std::vector<float> Weights(double sigma) {
  const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
  std::vector<float> weights;
  double total = 0;
  for (int k = -radius; k <= radius; ++k) total += stable::Exp(-.5 * k * k / (sigma * sigma));
  for (int k = -radius; k <= radius; ++k)
    weights.push_back(static_cast<float>(stable::Exp(-.5 * k * k / (sigma * sigma)) / total));
  return weights;
}

constexpr size_t kAtOnce = 16;  // more do not fit the registers

size_t RoundedUp(int count) {
  return (static_cast<size_t>(count) + kAtOnce - 1) / kAtOnce * kAtOnce;
}

/// out[x] = the weighted sum of rows[k][x] for x up to the next multiple of kAtOnce, added up in
/// the order of k for every x alike: so the bits do not depend on how many x are done at a time.
void AddUp(const std::vector<const float*>& rows, const std::vector<float>& weights, int count,
           float* out) {
  for (size_t x = 0; x < RoundedUp(count); x += kAtOnce) {
    float sum[kAtOnce] = {};
    for (size_t k = 0; k < weights.size(); ++k) {
      const float *row = rows[k] + x, weight = weights[k];
      for (size_t i = 0; i < kAtOnce; ++i) sum[i] += weight * row[i];
    }
    std::copy_n(sum, kAtOnce, out + x);
  }
}

/// White noise, smoothed. It is drawn wider than the result by the kernel's diameter, so there is
/// no border to treat.
cv::Mat Smoothed(cv::Size size, const std::vector<float>& weights, double scale, Rng& rng) {
  const int cut = static_cast<int>(weights.size()) - 1;
  const size_t stride = RoundedUp(size.width);
  std::vector<float> noise(stride + weights.size());
  std::vector<float> across(stride * static_cast<size_t>(size.height + cut));
  std::vector<const float*> rows(weights.size());
  for (size_t k = 0; k < rows.size(); ++k) rows[k] = noise.data() + k;
  for (int y = 0; y < size.height + cut; ++y) {
    rng.Fill(std::span(noise).first(static_cast<size_t>(size.width + cut)), -scale, scale);
    AddUp(rows, weights, size.width, across.data() + stride * static_cast<size_t>(y));
  }
  cv::Mat result(size, CV_32FC1);
  std::vector<float> line(stride);
  for (int y = 0; y < size.height; ++y) {
    for (size_t k = 0; k < rows.size(); ++k)
      rows[k] = across.data() + stride * (static_cast<size_t>(y) + k);
    AddUp(rows, weights, size.width, line.data());
    std::copy_n(line.begin(), size.width, result.ptr<float>(y));
  }
  return result;
}

}  // namespace

SmoothNoise::SmoothNoise(cv::Size size, double sigma, double amplitude, Rng& rng)
    : step_(std::clamp(static_cast<int>(sigma / 2), 1, 8)) {
  const cv::Size coarse((size.width + step_ - 1) / step_ + 1,
                        (size.height + step_ - 1) / step_ + 1);
  // Averaging over step*step independent cells divides the deviation by step.
  coarse_ = Smoothed(coarse, Weights(sigma / step_), amplitude / step_, rng);
}

double SmoothNoise::Bound() const {
  double low = 0, high = 0;
  cv::minMaxLoc(coarse_, &low, &high);
  const double largest = std::max(-low, high);
  // The absolute values of four weights add up to 1 + 1.5*x*(1 - x), so to 1.375 at the most.
  return step_ == 1 ? largest : 1.375 * 1.375 * largest * (1 + 1e-5);
}

/// The weights are those of cv::resize with INTER_CUBIC, whose bits these are (Keys 1981 with
/// a = -.75).
std::vector<NoiseRows::Neighbours> NoiseRows::NeighboursIn(cv::Range fine, int step, int coarse) {
  std::vector<Neighbours> all;
  for (int i = fine.start; i < fine.end; ++i) {
    const auto exact = static_cast<float>((i + .5) * (1. / step) - .5);
    const auto base = static_cast<int>(std::floor(exact));
    const float x = exact - static_cast<float>(base);
    constexpr float kA = -.75F;
    Neighbours neighbours{};
    auto& w = neighbours.weights;
    w[0] = ((kA * (x + 1) - 5 * kA) * (x + 1) + 8 * kA) * (x + 1) - 4 * kA;
    w[1] = ((kA + 2) * x - (kA + 3)) * x * x + 1;
    w[2] = ((kA + 2) * (1 - x) - (kA + 3)) * (1 - x) * (1 - x) + 1;
    w[3] = 1 - w[0] - w[1] - w[2];
    for (int k = 0; k < 4; ++k)
      neighbours.at[static_cast<size_t>(k)] = std::clamp(base - 1 + k, 0, coarse - 1);
    all.push_back(neighbours);
  }
  return all;
}

NoiseRows::NoiseRows(const SmoothNoise& noise, const cv::Rect& part) : part_(part) {
  const cv::Mat& coarse = noise.coarse_;
  const int step = noise.step_;
  split_ = std::clamp(coarse.cols * step / 4 * 4 - part.x, 0, part.width);
  first_ = part.y;
  if (step == 1) {
    across_ = coarse(part);
    return;
  }
  const auto columns = NeighboursIn({part.x, part.br().x}, step, coarse.cols);
  rows_ = NeighboursIn({part.y, part.br().y}, step, coarse.rows);
  if (rows_.empty()) return;
  first_ = rows_.front().at[0];
  across_.create(rows_.back().at[3] - first_ + 1, part.width, CV_32FC1);
  for (int y = 0; y < across_.rows; ++y) {
    const auto* row = coarse.ptr<float>(first_ + y);
    auto* out = across_.ptr<float>(y);
    for (const auto& [at, w] : columns)
      *out++ = row[at[0]] * w[0] + row[at[1]] * w[1] + row[at[2]] * w[2] + row[at[3]] * w[3];
  }
}

/// cv::resize adds up from behind, four columns at a time, and the columns that are left over from
/// the front.
void NoiseRows::Read(int y, int x, size_t count, float* out) const {
  const auto begin = static_cast<size_t>(x - part_.x), split = static_cast<size_t>(split_);
  if (rows_.empty()) {
    std::copy_n(across_.ptr<float>(y - first_) + begin, count, out);
    return;
  }
  const auto& [at, w] = rows_[static_cast<size_t>(y - part_.y)];
  const auto row = [&](size_t k) { return across_.ptr<float>(at[k] - first_) + begin; };
  const float *a = row(0), *b = row(1), *c = row(2), *d = row(3);
  const size_t from_behind = std::min(count, split - std::min(split, begin));
  for (size_t i = 0; i < from_behind; ++i)
    out[i] = a[i] * w[0] + (b[i] * w[1] + (c[i] * w[2] + d[i] * w[3]));
  for (size_t i = from_behind; i < count; ++i)
    out[i] = a[i] * w[0] + b[i] * w[1] + c[i] * w[2] + d[i] * w[3];
}

}  // namespace swapbench
