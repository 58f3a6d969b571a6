// SPDX-License-Identifier: Apache-2.0
/// One visible point before and after it is painted.
#pragma once

#include "portrait/classes.h"
#include "portrait/mesh.h"

namespace swapbench::portrait {

/// A vertex's values, interpolated.
struct Fragment : Vertex {
  Part part;
  bool inside;  // a sheet seen from its inner side
};

struct Material {
  PixelClass kind = PixelClass::kSkin;
  Colour albedo;
  Vec3 normal;           // unit, posed
  float oil = 1;         // strength of the broad reflections of skin
  float wet = 0;         // of the tight ones: lips, teeth
  float glint = 0;       // of the mirror on the cornea
  float subsurface = 1;  // 1 = light bleeds as in skin, 0 = plain Lambert
  float sheen = 0;       // of hair, along `strand`
  Vec3 strand;
  float open = 1;  // share of the surroundings' light that gets in, besides what depth tells
};

}  // namespace swapbench::portrait
