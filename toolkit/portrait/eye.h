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
  float UpperLid(float u) const;
  float LowerLid(float u) const;

  /// Whether the fragment is between the lids; if so it is painted.
  bool Paint(const Fragment& fragment, const Rotation& head, Material& material) const;

  /// What lashes, crease and make-up leave of the light on the skin around, 0..1.
  float LidShade(Vec2 canonical) const;

  float half_width() const { return half_; }
  float x() const { return identity_.eye_x; }

 private:
  Colour Iris(float dx, float dy, float radius) const;
  Colour Sclera(float u) const;

  Identity identity_;
  Expression expression_;
  const Noise& noise_;
  float half_;
};

}  // namespace swapbench::portrait
