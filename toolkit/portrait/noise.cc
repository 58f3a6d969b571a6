// SPDX-License-Identifier: Apache-2.0
#include "portrait/noise.h"

#include <vector>

namespace swapbench::portrait {

void FillUneven(Rng& rng, std::span<float> values) {
  std::vector<uint64_t> words((values.size() + 3) / 4);
  rng.Fill(words);
  for (size_t i = 0; i < values.size(); ++i) {
    const auto part = static_cast<int>((words[i / 4] >> (16 * (i % 4))) & 0xffff);
    values[i] = static_cast<float>(part) * (2.f / 65535) - 1;
  }
}

Noise::Noise(Rng rng) { FillUneven(rng, table_); }

}  // namespace swapbench::portrait
