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
  float UpperEdge(float u) const;
  float LowerEdge(float u) const;

  /// How much of the place is lip, 0..1.
  float Lip(Vec2 canonical) const;

  /// Whether the place lies between parted lips; if so it is painted.
  bool PaintCavity(Vec2 canonical, Material& material) const;

  /// The dark line where closed lips meet, as a share of the light that stays.
  float LineShade(Vec2 canonical) const;

 private:
  Identity identity_;
  Expression expression_;
  const Deformation& deformation_;
};

}  // namespace swapbench::portrait
