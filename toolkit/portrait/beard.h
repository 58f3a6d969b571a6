// SPDX-License-Identifier: Apache-2.0
/// Beards: where they grow, how far they stand off, and their colour.
#pragma once

#include "portrait/material.h"

namespace swapbench::portrait {

/// Where the beard of this person grows, 0..1; a point of the neutral head.
float BeardMask(const Identity& identity, Vec3 at);

class Whiskers {
 public:
  Whiskers(const Identity& identity, const Noise& noise) : identity_(identity), noise_(noise) {}

  /// Lays the beard over the skin; `lip` in 0..1 keeps it off the lips.
  void Paint(const FourFragments& fragments, FourInts lanes, Four lip,
             FourSurfaces& surfaces) const;

 private:
  void PaintShadow(const FourFragments& fragments, FourInts lanes, Four lip,
                   FourSurfaces& surfaces) const;

  Identity identity_;
  const Noise& noise_;
};

}  // namespace swapbench::portrait
