// SPDX-License-Identifier: Apache-2.0
/// One lamp with a cast shadow, the light of the surroundings, and how materials answer.
#pragma once

#include <vector>

#include "core/json.h"
#include "portrait/material.h"
#include "portrait/rasteriser.h"

namespace swapbench::portrait {

struct Lighting {
  Vec3 key;             // unit, towards the lamp
  Colour key_colour;    // radiance times pi
  float softness;       // 0 = hard shadows, 1 = soft
  Colour above, below;  // ambient from above and below
  Colour fill;          // from the side opposite to the lamp
  float strength() const { return Luminance(key_colour) * .6f + .5f * Luminance(above + below); }
};

Lighting DrawLighting(Rng rng);

JsonObject ToJson(const Lighting& lighting);

/// How far the head reaches towards the lamp, on a grid across the light.
class ShadowMap {
 public:
  ShadowMap(const Mesh& mesh, const Lighting& lighting);
  Four Lit(const FourVecs& positions) const;  // 0 = in shadow, 1 = lit

 private:
  static constexpr int kSide = 128;
  static constexpr float kCell = 2.9f;  // millimetres
  Vec2 OnGrid(Vec3 position) const;
  Vec3 key_, right_, up_;
  float reach_;
  std::vector<float> farthest_;
};

/// Surroundings hidden by what stands closer, from the depths of the image alone.
class Occlusion {
 public:
  Occlusion(const Visibility& visibility, float pixels_per_millimetre);
  Four Open(Four x, Four y) const;  // of places in pixels, 0..1

 private:
  int side_;
  float scale_;
  std::vector<float> open_;
};

/// Light that leaves towards `towards`, linear RGB.
FourVecs Shade(const FourSurfaces& surfaces, const Lighting& lighting, const FourVecs& towards,
               Four lit, Four open);

}  // namespace swapbench::portrait
