// SPDX-License-Identifier: Apache-2.0
/// The colour of skin from its pigments, and the lines drawn on it.
#pragma once

#include <vector>

#include "portrait/expression.h"
#include "portrait/material.h"

namespace swapbench::portrait {

/// What the darkest skin still reflects. Without it melanin alone turns it orange.
inline constexpr Colour kDarkestSkin{.012f, .011f, .010f};

class Skin {
 public:
  Skin(const Identity& identity, const Expression& expression, const Noise& noise, Rng rng);

  /// `lip` in 0..1 adds the blood of the lips. Fills albedo and bends the normal by the relief of
  /// pores and wrinkles.
  void Paint(const FourFragments& fragments, FourInts lanes, Four lip,
             FourSurfaces& surfaces) const;

 private:
  struct Mole {
    float x, y, radius;
  };
  Four Blood(const FourVecs& at) const;
  Four Pigment(const FourVecs& at) const;
  Four Lines(const FourVecs& at) const;
  Four NostrilShade(const FourVecs& at) const;
  Four Wrinkles(const FourVecs& at) const;

  Identity identity_;
  Expression expression_;
  const Noise& noise_;
  float unevenness_;  // of melanin, less on dark skin
  std::vector<Mole> moles_;
};

}  // namespace swapbench::portrait
