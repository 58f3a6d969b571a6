// SPDX-License-Identifier: Apache-2.0
/// What a face does in one picture, and how that moves its surface.
#pragma once

#include "core/json.h"
#include "core/rng.h"
#include "portrait/identity.h"
#include "portrait/lanes.h"

namespace swapbench::portrait {

struct Expression {
  float smile = 0;        // 0..1.1
  float jaw = 0;          // opening, radians
  float brow_raise = 0;   // -.4..1
  float frown = 0;        // 0..1
  float mouth_curve = 0;  // millimetres that the corners rise
  float lid_opening = 1;  // 0 = closed
  Vec2 gaze;              // centre of the iris against the centre of the eye, millimetres
};

/// `yaw` and `pitch` in radians: eyes tend to look into the camera.
Expression DrawExpression(Rng rng, float yaw, float pitch);

JsonObject ToJson(const Expression& expression);

/// Moves points of the neutral head; smooth everywhere except across the parted lips.
class Deformation {
 public:
  Deformation(const Identity& identity, const Expression& expression);
  Vec3 operator()(Vec3 neutral) const;

  /// Half height of the slit between the lips before it opens, millimetres; 0 beyond the corners.
  Four slit(Four x) const;
  float stretch(float x) const;
  /// The distance over which the slit's height is stretched, millimetres at mid-mouth.
  float mouth_opening() const;

 private:
  Vec3 Jaw(Vec3 neutral, Vec3 point) const;
  Vec3 Smile(Vec3 point) const;
  Vec3 Brows(Vec3 point) const;
  Vec3 Asymmetry(Vec3 point) const;

  Identity identity_;
  Expression expression_;
  float jaw_sin_, jaw_cos_;
};

}  // namespace swapbench::portrait
