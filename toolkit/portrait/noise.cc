// SPDX-License-Identifier: Apache-2.0
#include "portrait/noise.h"

#include <cstring>
#include <vector>

namespace swapbench::portrait {

void FillUneven(Rng& rng, std::span<float> values) {
  std::vector<uint64_t> words((values.size() + 3) / 4);
  rng.Fill(words);
  std::vector<uint16_t> parts(4 * words.size());  // the lowest first, as x86 stores them
  std::memcpy(parts.data(), words.data(), words.size() * sizeof(words[0]));
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(static_cast<int>(parts[i])) * (2.f / 65535) - 1;
}

Noise::Noise(Rng rng) {
  std::array<float, kSide * kSide> drawn;
  FillUneven(rng, drawn);
  for (int row = 0; row < kStride; ++row)
    for (int column = 0; column < kStride; ++column)
      table_[static_cast<size_t>(row * kStride + column)] =
          drawn[static_cast<size_t>(row % kSide * kSide + column % kSide)];
}

}  // namespace swapbench::portrait
