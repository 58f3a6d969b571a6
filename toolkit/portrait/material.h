// SPDX-License-Identifier: Apache-2.0
/// Four visible points before and after they are painted. Painting takes the lanes that it is for,
/// as masks (see lanes.h), and leaves the others alone.
#pragma once

#include "portrait/classes.h"
#include "portrait/mesh.h"

namespace swapbench::portrait {

/// A vertex's values, interpolated.
struct Fragment : Vertex {
  Part part;
};

/// What painting and lighting ask of four fragments.
struct FourFragments {
  FourFragments(const std::array<Fragment, 4>& fragments, const Lens& lens);
  FourInts Are(Part which) const { return part == static_cast<int>(which); }
  FourInts AreFace() const { return Are(Part::kHead) & (canonical.z > 0); }

  FourVecs canonical, position;
  FourVecs towards;  // the camera, unit
  FourVecs normal;   // on the side that is seen
  Four across, along, above_hairline, pigment, beard;
  FourInts part;
  FourInts inside;  // of sheets seen from their inner side
};

struct FourSurfaces {
  FourInts kind = FourInts{} + static_cast<int>(PixelClass::kSkin);
  FourVecs albedo{};
  FourVecs normal{};         // unit, posed
  Four oil = All(1);         // strength of the broad reflections of skin
  Four wet{};                // of the tight ones: lips, teeth
  Four glint{};              // of the mirror on the cornea
  Four subsurface = All(1);  // 1 = light bleeds as in skin, 0 = plain Lambert
  Four sheen{};              // of hair, along `strand`
  FourVecs strand{};
  Four open = All(1);  // share of the surroundings' light that gets in, besides what depth tells

  void Classify(FourInts lanes, PixelClass as) { kind = Where(lanes, static_cast<int>(as), kind); }
};

inline FourFragments::FourFragments(const std::array<Fragment, 4>& f, const Lens& lens) {
  const auto four = [&f](float Vertex::*value) {
    return Four{f[0].*value, f[1].*value, f[2].*value, f[3].*value};
  };
  const auto vectors = [&f](Vec3 Vertex::*value) {
    const Vec3 &a = f[0].*value, &b = f[1].*value, &c = f[2].*value, &d = f[3].*value;
    return FourVecs{{a.x, b.x, c.x, d.x}, {a.y, b.y, c.y, d.y}, {a.z, b.z, c.z, d.z}};
  };
  canonical = vectors(&Vertex::canonical);
  position = vectors(&Vertex::position);
  towards = lens.Towards(position);
  const FourVecs outwards = Normalised(vectors(&Vertex::normal));
  across = four(&Vertex::across);
  along = four(&Vertex::along);
  above_hairline = four(&Vertex::above_hairline);
  pigment = four(&Vertex::pigment);
  beard = four(&Vertex::beard);
  for (size_t lane = 0; lane < 4; ++lane) part[lane] = static_cast<int>(f[lane].part);
  inside = (Are(Part::kEar) | Are(Part::kHair)) & (Dot(outwards, towards) < 0);
  normal = Where(inside, outwards * All(-1), outwards);
}

}  // namespace swapbench::portrait
