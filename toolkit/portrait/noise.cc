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

}  // namespace swapbench::portrait
