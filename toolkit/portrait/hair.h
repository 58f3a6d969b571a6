// SPDX-License-Identifier: Apache-2.0
/// Hair that stands off the head: a shell around the skull that ends raggedly, and single locks
/// that leave it. Cropped hair is the skin's own surface, a little further out (surface.h).
#pragma once

#include "portrait/mesh.h"

namespace swapbench::portrait {

/// Whether this style needs a shell.
bool HasShell(const Hair& hair);
/// Whether the ears are under the hair.
bool HidesEars(const Hair& hair);

/// Adds shell, locks and knot, posed: what lies on the shoulders turns with them.
void AddHair(Mesh& mesh, const HeadSurface& surface, const Noise& noise, const Pose& pose, Rng rng);

/// How far strands reach beyond the edge of the hair at a place of it, millimetres.
float Fray(const Noise& noise, float curl, float across, float along);
inline constexpr float kLongestFray = 8;  // absolute value

/// 1 where hair is combed sideways from a parting, 0 where it falls away from the crown.
Four CombedSideways(const Hair& hair, const FourVecs& canonical);
inline float CombedSideways(const Hair& hair, Vec3 canonical) {
  return CombedSideways(hair, All(canonical))[0];
}

}  // namespace swapbench::portrait
