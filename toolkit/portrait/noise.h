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
  static constexpr int kSide = 128, kStride = kSide + 1;
  std::array<float, kStride * kStride>
      table_;  // the first row and column stand once more at the end
};

inline float Noise::operator()(float x, float y) const {
  x += 8192;
  y += 8192;
  const int column = static_cast<int>(x), row = static_cast<int>(y);
  float u = x - static_cast<float>(column), v = y - static_cast<float>(row);
  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  const int cell = (row & (kSide - 1)) * kStride + (column & (kSide - 1));
  const float *upper = table_.data() + cell, *lower = upper + kStride;
  return Mix(Mix(upper[0], upper[1], u), Mix(lower[0], lower[1], u), v);
}

inline Four Noise::operator()(Four x, Four y) const {
  x += 8192;
  y += 8192;
  const FourInts column = Truncated(x), row = Truncated(y);
  Four u = x - ToFloats(column), v = y - ToFloats(row);
  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  const FourInts line = row & (kSide - 1);
  const FourInts cell = (line << 7) + line + (column & (kSide - 1));  // SSE2 multiplies no integers
  static_assert(kStride == (1 << 7) + 1);
  const FourPairs upper = GatheredPairs(table_.data(), cell),
                  lower = GatheredPairs(table_.data() + kStride, cell);
  return Mix(Mix(upper.first, upper.second, u), Mix(lower.first, lower.second, u), v);
}

}  // namespace swapbench::portrait
