// SPDX-License-Identifier: Apache-2.0
// Darkness of hollows: a place that lies deeper than the mean of its neighbourhood sees less light.
#include "portrait/light.h"

namespace swapbench::portrait {
namespace {

typedef double Two __attribute__((vector_size(16)));

/// A place's depth, and whether there is one: 1 or 0.
struct Cell {
  float depth = 0, covered = 0;
};

/// Sums over (2 radius + 1)^2 boxes, cut at the border.
std::vector<Cell> BoxSums(const std::vector<Cell>& cells, int side, int radius) {
  const auto pass = [side, radius](const std::vector<Cell>& in) {  // along rows, transposing
    std::vector<Cell> out(in.size());
    std::vector<Two> until(static_cast<size_t>(side) + 1);
    for (int y = 0; y < side; ++y) {
      const Cell* row = &in[static_cast<size_t>(y * side)];
      for (int x = 0; x < side; ++x)
        until[static_cast<size_t>(x + 1)] =
            until[static_cast<size_t>(x)] + Two{row[x].depth, row[x].covered};
      for (int x = 0; x < side; ++x) {
        const int from = std::max(0, x - radius), to = std::min(side, x + radius + 1);
        const Two sum = until[static_cast<size_t>(to)] - until[static_cast<size_t>(from)];
        out[static_cast<size_t>(x * side + y)] = {static_cast<float>(sum[0]),
                                                  static_cast<float>(sum[1])};
      }
    }
    return out;
  };
  return pass(pass(cells));
}

/// Mean of the covered neighbours.
std::vector<float> Blurred(const std::vector<Cell>& cells, int side, int radius) {
  std::vector<float> means;
  means.reserve(cells.size());
  for (const Cell& sum : BoxSums(cells, side, radius))
    means.push_back(sum.covered > 0 ? sum.depth / sum.covered : 0);
  return means;
}

}  // namespace

Occlusion::Occlusion(const Visibility& visibility, float pixels_per_millimetre) {
  constexpr int kStep = 3;  // samples across a cell
  side_ = visibility.side() / kStep;
  scale_ = visibility.density() / kStep;
  std::vector<Cell> cells(static_cast<size_t>(side_ * side_));
  for (int y = 0; y < side_; ++y) {
    for (int x = 0; x < side_; ++x) {
      const int sx = x * kStep + kStep / 2, sy = y * kStep + kStep / 2;
      if (visibility.triangle(sx, sy) == Visibility::kNothing) continue;
      cells[static_cast<size_t>(y * side_ + x)] = {visibility.depth(sx, sy), 1};
    }
  }
  const auto radius = [&](float millimetres) {
    return std::max(1, static_cast<int>(.5f * millimetres * pixels_per_millimetre * scale_ + .5f));
  };
  const std::vector<float> near = Blurred(cells, side_, radius(8));
  const std::vector<float> wide = Blurred(cells, side_, radius(26));
  open_.resize(cells.size(), 1);
  for (size_t i = 0; i < cells.size(); ++i) {
    const auto [depth, covered] = cells[i];
    if (covered == 0) continue;
    const float hidden =
        .055f * std::max(0.f, depth - near[i]) + .018f * std::max(0.f, depth - wide[i]);
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
  const FourPairs above = GatheredPairs(upper, cell), below = GatheredPairs(lower, cell);
  return Mix(Mix(above.first, above.second, u), Mix(below.first, below.second, u), v);
}

}  // namespace swapbench::portrait
