// SPDX-License-Identifier: Apache-2.0
/// The shape of a head as tables of numbers. Millimetres; see surface.h for the coordinates.
#pragma once

#include <vector>

#include "portrait/curve.h"
#include "portrait/identity.h"

namespace swapbench::portrait {

/// A rise (or a dent) of the surface along z: height * exp(-u^2/2 - v^2/2), on both sides of the
/// face unless it lies on the midline.
struct Bump {
  float x, y, width, height, rise;
};

/// Sockets, brow ridge, cheeks, folds, chin, the wings and the tip of the nose.
std::vector<Bump> FacialBumps(const Identity& identity);

/// Outlines against height: half width, depth to the front, depth to the back. The first two hold
/// below the dome, which begins at kDomeWidth and kDomeDepth.
Curve HalfWidth(const Identity& identity);
Curve FrontDepth(const Identity& identity);
inline constexpr float kDomeWidth = 46, kDomeDepth = 40;

/// The back of the nose: how far it stands out at each height, and its half width.
Curve NoseHeight(const Identity& identity);
Curve NoseHalfWidth(const Identity& identity);

/// Lower edge of the hair against |azimuth| in degrees.
Curve Hairline(const Identity& identity);

}  // namespace swapbench::portrait
