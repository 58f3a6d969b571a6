// SPDX-License-Identifier: Apache-2.0
#include "portrait/noise.h"

namespace swapbench::portrait {

Noise::Noise(Rng rng) {
  for (size_t i = 0; i < table_.size(); i += 4) {
    const uint64_t bits = rng.Bits();
    for (size_t j = 0; j < 4; ++j)
      table_[i + j] = static_cast<float>((bits >> (16 * j)) & 0xffff) * (2.f / 65535) - 1;
  }
}

float Noise::operator()(float x, float y) const {
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

}  // namespace swapbench::portrait
