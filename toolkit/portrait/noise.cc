// SPDX-License-Identifier: Apache-2.0
#include "portrait/noise.h"

namespace swapbench::portrait {

Noise::Noise(Rng rng) {
  std::array<uint64_t, kSide * kSide / 4> words;
  rng.Fill(words);
  for (size_t i = 0; i < table_.size(); ++i) {
    const auto part = static_cast<int>((words[i / 4] >> (16 * (i % 4))) & 0xffff);
    table_[i] = static_cast<float>(part) * (2.f / 65535) - 1;
  }
}

}  // namespace swapbench::portrait
