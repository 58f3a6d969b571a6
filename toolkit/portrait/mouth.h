// SPDX-License-Identifier: Apache-2.0
/// Lips, and what shows between them.
#pragma once

#include "portrait/expression.h"
#include "portrait/material.h"

namespace swapbench::portrait {

class Mouth {
 public:
  Mouth(const Identity& identity, const Expression& expression, const Deformation& deformation);

  /// Edge of the red: u = -1..1 from corner to corner; heights in head coordinates.
  Four UpperEdge(Four u) const;
  Four LowerEdge(Four u) const;
  float UpperEdge(float u) const { return UpperEdge(All(u))[0]; }
  float LowerEdge(float u) const { return LowerEdge(All(u))[0]; }

  /// How much of each place is lip, 0..1.
  Four Lip(const FourVecs& canonical) const;

  /// Paints what lies between parted lips, and tells which lanes that is.
  FourInts PaintCavity(const FourVecs& canonical, FourInts lanes, FourSurfaces& surfaces) const;

  /// The dark line where closed lips meet, as a share of the light that stays.
  Four LineShade(const FourVecs& canonical) const;

 private:
  Identity identity_;
  Expression expression_;
  const Deformation& deformation_;
};

}  // namespace swapbench::portrait
