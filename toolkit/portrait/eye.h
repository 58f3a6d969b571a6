// SPDX-License-Identifier: Apache-2.0
/// Lids, lashes, iris. Both eyes share one drawing: x below is the distance from the middle of the
/// eye towards the temple.
#pragma once

#include "portrait/expression.h"
#include "portrait/material.h"

namespace swapbench::portrait {

class Eyes {
 public:
  Eyes(const Identity& identity, const Expression& expression, const Noise& noise);

  /// Lid margins: u = -1 at the inner corner, 1 at the outer; heights in millimetres.
  Four UpperLid(Four u) const;
  Four LowerLid(Four u) const;
  float UpperLid(float u) const { return UpperLid(All(u))[0]; }
  float LowerLid(float u) const { return LowerLid(All(u))[0]; }

  /// Paints what is between the lids, and tells which lanes that is.
  FourInts Paint(const FourFragments& fragments, FourInts lanes, const Rotation& head,
                 FourSurfaces& surfaces) const;

  /// What lashes, crease and make-up leave of the light on the skin around, 0..1.
  Four LidShade(const FourVecs& canonical) const;

  float half_width() const { return half_; }
  float x() const { return identity_.eye_x; }

 private:
  FourVecs Iris(Four dx, Four dy, Four radius) const;
  FourVecs Sclera(Four u) const;

  Identity identity_;
  Expression expression_;
  const Noise& noise_;
  float half_;
};

}  // namespace swapbench::portrait
