// SPDX-License-Identifier: Apache-2.0
// Darkness of hollows: a place that lies deeper than the mean of its neighbourhood sees less light.
#include "portrait/light.h"

namespace swapbench::portrait {
namespace {

/// Sums over (2 radius + 1)^2 boxes, cut at the border.
std::vector<float> BoxSums(const std::vector<float>& values, int side, int radius) {
  const auto pass = [side, radius](const std::vector<float>& in) {  // along rows, transposing
    std::vector<float> out(in.size());
    std::vector<double> until(static_cast<size_t>(side) + 1);
    for (int y = 0; y < side; ++y) {
      const float* row = &in[static_cast<size_t>(y * side)];
      for (int x = 0; x < side; ++x)
        until[static_cast<size_t>(x + 1)] = until[static_cast<size_t>(x)] + row[x];
      for (int x = 0; x < side; ++x) {
        const int from = std::max(0, x - radius), to = std::min(side, x + radius + 1);
        out[static_cast<size_t>(x * side + y)] =
            static_cast<float>(until[static_cast<size_t>(to)] - until[static_cast<size_t>(from)]);
      }
    }
    return out;
  };
  return pass(pass(values));
}

/// Mean of the covered neighbours.
std::vector<float> Blurred(const std::vector<float>& depth, const std::vector<float>& covered,
                           int side, int radius) {
  std::vector<float> sums = BoxSums(depth, side, radius);
  const std::vector<float> counts = BoxSums(covered, side, radius);
  for (size_t i = 0; i < sums.size(); ++i) sums[i] = counts[i] > 0 ? sums[i] / counts[i] : 0;
  return sums;
}

}  // namespace

Occlusion::Occlusion(const Visibility& visibility, float pixels_per_millimetre) {
  constexpr int kStep = 3;  // samples across a cell
  side_ = visibility.side() / kStep;
  scale_ = visibility.density() / kStep;
  std::vector<float> depth(static_cast<size_t>(side_ * side_)), covered(depth.size());
  for (int y = 0; y < side_; ++y) {
    for (int x = 0; x < side_; ++x) {
      const int sx = x * kStep + kStep / 2, sy = y * kStep + kStep / 2;
      if (visibility.triangle(sx, sy) == Visibility::kNothing) continue;
      const auto at = static_cast<size_t>(y * side_ + x);
      depth[at] = visibility.depth(sx, sy);
      covered[at] = 1;
    }
  }
  const auto radius = [&](float millimetres) {
    return std::max(1, static_cast<int>(.5f * millimetres * pixels_per_millimetre * scale_ + .5f));
  };
  const std::vector<float> near = Blurred(depth, covered, side_, radius(8));
  const std::vector<float> wide = Blurred(depth, covered, side_, radius(26));
  open_.resize(depth.size(), 1);
  for (size_t i = 0; i < depth.size(); ++i) {
    if (covered[i] == 0) continue;
    const float hidden =
        .055f * std::max(0.f, depth[i] - near[i]) + .018f * std::max(0.f, depth[i] - wide[i]);
    open_[i] = std::max(.18f, 1 - hidden);
  }
}

Four Occlusion::Open(Four x, Four y) const {
  const Four last = All(static_cast<float>(side_) - 1.001f);
  x = Min(Max((x + .5f) * scale_ - .5f, All(0)), last);
  y = Min(Max((y + .5f) * scale_ - .5f, All(0)), last);
  const FourInts column = Truncated(x), row = Truncated(y), cell = row * side_ + column;
  const Four u = x - ToFloats(column), v = y - ToFloats(row);
  const float *upper = open_.data(), *lower = upper + side_;
  return Mix(Mix(Gathered(upper, cell), Gathered(upper + 1, cell), u),
             Mix(Gathered(lower, cell), Gathered(lower + 1, cell), u), v);
}

}  // namespace swapbench::portrait
