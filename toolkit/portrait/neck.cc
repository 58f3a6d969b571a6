// SPDX-License-Identifier: Apache-2.0
#include "portrait/neck.h"

#include <numbers>

#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

struct Outline {
  Curve half_width, half_depth, centre;  // against height; the centre along z
};

Outline NeckOutline(const Identity& p) {
  const float shoulders = 1 + .05f * p.sex_axis;
  return {Curve({{-280, 205 * shoulders},
                 {-200, 188 * shoulders},
                 {-184, 168 * shoulders},
                 {-170, 132},
                 {-157, 92 * p.neck},
                 {-145, 67 * p.neck},
                 {-130, 56 * p.neck},
                 {-110, 51 * p.neck},
                 {-92, 50 * p.neck},
                 {-78, 43 * p.neck},
                 {-66, 30 * p.neck}}),  // within the narrowest jaw
          Curve({{-280, 105},
                 {-200, 92},
                 {-170, 74},
                 {-145, 58 * p.neck},
                 {-110, 51 * p.neck},
                 {-70, 50 * p.neck}}),
          Curve({{-280, -22}, {-170, -22}, {-145, -17}, {-110, -6}, {-70, 2}})};
}

/// The windpipe and the two muscles that run to the breastbone.
float Relief(const Identity& p, float x, float y) {
  const float apple = std::max(0.f, p.sex_axis) * 3 * Spot(x, y, 0, 8, -125, 9);
  const float lean = 24 + .35f * (y + 130);
  const float muscle = 2.5f * Bell(std::abs(x), std::max(lean, 8.f), 7) * SmoothStep(-175, -150, y);
  return apple + muscle;
}

}  // namespace

float ShareOfTurn(float y) { return Mix(.3f, 1, SmoothStep(-190, -75, y)); }

void AddNeck(Mesh& mesh, const Identity& p, const Pose& pose) {
  constexpr int kRows = 44, kColumns = 61;
  const Outline outline = NeckOutline(p);
  std::array<Vec2, kColumns> around;
  for (int i = 0; i < kColumns; ++i) {
    const double angle = (static_cast<double>(i) / (kColumns - 1) * 2 - 1) * std::numbers::pi;
    around[static_cast<size_t>(i)] = {static_cast<float>(stable::Sin(angle)),
                                      static_cast<float>(stable::Cos(angle))};
  }
  for (int j = 0; j < kRows; ++j) {
    const float t = static_cast<float>(j) / (kRows - 1), y = Mix(-280, -66, 1 - (1 - t) * (1 - t));
    const float width = outline.half_width(y), depth = outline.half_depth(y);
    const Rotation turn = HeadRotation(pose, ShareOfTurn(y));
    for (int i = 0; i < kColumns; ++i) {
      const auto [sine, cosine] = around[static_cast<size_t>(i)];
      Vertex v{};
      v.canonical = {width * sine, y, outline.centre(y) + depth * cosine};
      if (cosine > 0) v.canonical.z += cosine * Relief(p, v.canonical.x, y);
      v.position = turn(v.canonical);
      v.across = static_cast<float>(i) / (kColumns - 1) * 360 - 180;
      v.above_hairline = -50;
      mesh.vertices.push_back(v);
    }
  }
  mesh.CloseGrid(kRows, kColumns, Part::kNeck);
}

Four CollarHeight(const FourVecs& canonical) {
  return -158 + 10 * SmoothStep(20, 70, Abs(canonical.x)) - 8 * SmoothStep(0, 50, canonical.z);
}

}  // namespace swapbench::portrait
