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

Noise::Noise(Rng rng) { FillUneven(rng, table_); }

}  // namespace swapbench::portrait
