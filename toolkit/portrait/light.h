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

/// Four materials, and the points that they cover.
struct FourSurfaces {
  FourVecs position, facet;  // posed; the normal before pores and strands bend it
  FourVecs albedo, normal, strand;
  Four oil, wet, glint, subsurface, sheen, open;
  void Put(size_t lane, const Fragment& fragment, const Material& material);
};

inline void FourSurfaces::Put(size_t lane, const Fragment& fragment, const Material& m) {
  const auto put = [lane](FourVecs& to, Vec3 v) {
    to.x[lane] = v.x;
    to.y[lane] = v.y;
    to.z[lane] = v.z;
  };
  put(position, fragment.position);
  put(facet, fragment.normal);
  put(albedo, m.albedo);
  put(normal, m.normal);
  put(strand, m.strand);
  oil[lane] = m.oil;
  wet[lane] = m.wet;
  glint[lane] = m.glint;
  subsurface[lane] = m.subsurface;
  sheen[lane] = m.sheen;
  open[lane] = m.open;
}

/// Light that leaves towards `towards`, linear RGB.
FourVecs Shade(const FourSurfaces& surfaces, const Lighting& lighting, const FourVecs& towards,
               Four lit, Four open);

}  // namespace swapbench::portrait
