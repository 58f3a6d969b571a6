// SPDX-License-Identifier: Apache-2.0
/// Smooth random fields. Each identity has a table of its own, so that no two people share skin.
#pragma once

#include <array>
#include <span>

#include "core/rng.h"
#include "portrait/lanes.h"

namespace swapbench::portrait {

/// Uniform numbers in -1..1, of 16 bits each.
void FillUneven(Rng& rng, std::span<float> values);

class Noise {
 public:
  explicit Noise(Rng rng);

  /// Value noise of unit cells, -1..1, repeating after 128 cells.
  float operator()(float x, float y) const;
  /// At four places.
  Four operator()(Four x, Four y) const;

 private:
  static constexpr int kSide = 128;
  std::array<float, kSide * kSide> table_;
};

inline float Noise::operator()(float x, float y) const {
  x += 8192;
  y += 8192;
  const int column = static_cast<int>(x), row = static_cast<int>(y);
  float u = x - static_cast<float>(column), v = y - static_cast<float>(row);
  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  const int left = column & (kSide - 1), right = (column + 1) & (kSide - 1);
  const float* upper = &table_[static_cast<size_t>((row & (kSide - 1)) * kSide)];
  const float* lower = &table_[static_cast<size_t>(((row + 1) & (kSide - 1)) * kSide)];
  return Mix(Mix(upper[left], upper[right], u), Mix(lower[left], lower[right], u), v);
}

inline Four Noise::operator()(Four x, Four y) const {
  x += 8192;
  y += 8192;
  const FourInts column = Truncated(x), row = Truncated(y);
  Four u = x - ToFloats(column), v = y - ToFloats(row);
  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  const FourInts left = column & (kSide - 1), right = (column + 1) & (kSide - 1);
  const FourInts upper = (row & (kSide - 1)) * kSide, lower = ((row + 1) & (kSide - 1)) * kSide;
  const float* table = table_.data();
  return Mix(Mix(Gathered(table, upper + left), Gathered(table, upper + right), u),
             Mix(Gathered(table, lower + left), Gathered(table, lower + right), u), v);
}

}  // namespace swapbench::portrait
