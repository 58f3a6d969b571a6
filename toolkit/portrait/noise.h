// SPDX-License-Identifier: Apache-2.0
/// Smooth random fields. Each identity has a table of its own, so that no two people share skin.
#pragma once

#include <array>

#include "core/rng.h"
#include "portrait/math.h"

namespace swapbench::portrait {

class Noise {
 public:
  explicit Noise(Rng rng);

  /// Value noise of unit cells, -1..1, repeating after 128 cells.
  float operator()(float x, float y) const;

 private:
  static constexpr int kSide = 128;
  std::array<float, kSide * kSide> table_;
};

}  // namespace swapbench::portrait
