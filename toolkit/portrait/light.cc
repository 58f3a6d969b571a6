// SPDX-License-Identifier: Apache-2.0
#include "portrait/light.h"

#include <numbers>

#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

/// Warm for positive values, bluish for negative ones.
Colour Tint(float warmth) { return {1 + .18f * warmth, 1, 1 - .25f * warmth}; }

Four SixteenthPower(Four x) {
  x *= x;
  x *= x;
  x *= x;
  return x * x;
}

/// Lambert with light that bleeds around the terminator, most in red.
FourVecs Diffuse(Four cosine, Four lit, Four subsurface) {
  const auto channel = [&](float bleeding, Four shadow) {
    const Four wrap = bleeding * subsurface;
    return Max(All(0), (cosine + wrap) / (1 + wrap)) * Mix(lit, shadow, subsurface);
  };
  const Four root = Root(lit);
  return {channel(.30f, Mix(lit, root, All(.7f))), channel(.12f, Mix(lit, root, All(.25f))),
          channel(.07f, lit)};
}

/// Two lobes over Schlick's Fresnel term.
Four Specular(const FourSurfaces& s, const FourVecs& half, const FourVecs& towards, Four cosine) {
  const Four along = Max(All(0), Dot(s.normal, half));
  const Four square = along * along, fourth = square * square, twelfth = fourth * fourth * fourth;
  const Four broad = twelfth * .75f * (14 / 8.f),
             tight = twelfth * twelfth * twelfth * twelfth * .25f * (50 / 8.f);
  const Four edge = 1 - Max(All(0), Dot(half, towards));
  const Four fresnel = .028f + .972f * edge * edge * edge * edge * edge;
  const Four wet = s.wet * 2.2f * SixteenthPower(fourth);
  const Four mirror = s.glint * 90 * SmoothStep(.990f, .9965f, along);
  return fresnel * (s.oil * (broad + tight) + wet + mirror) * SmoothStep(-.05f, .15f, cosine);
}

/// Kajiya & Kay 1989: a bright band across the strands.
Four Sheen(const FourSurfaces& s, const FourVecs& half) {
  const Four along = Dot(s.strand, half);
  const Four sine = Root(Max(All(0), 1 - along * along));
  return SixteenthPower(sine) * .10f + SixteenthPower(SixteenthPower(sine)) * .06f;
}

}  // namespace

Lighting DrawLighting(Rng rng) {
  const auto uniform = [&rng](double low, double high) {
    return static_cast<float>(rng.Uniform(low, high));
  };
  Lighting light;
  const double degree = std::numbers::pi / 180;
  const double azimuth = std::clamp(rng.Normal(0, 32), -85., 85.) * degree;
  const double elevation = std::clamp(rng.Normal(28, 20), -15., 75.) * degree;
  const double flat = stable::Cos(elevation);
  light.key = {static_cast<float>(flat * stable::Sin(azimuth)),
               static_cast<float>(stable::Sin(elevation)),
               static_cast<float>(flat * stable::Cos(azimuth))};
  const float strength = uniform(.55, 1.25), warmth = uniform(-.5, .9);
  light.key_colour = Tint(warmth) * strength;
  light.softness = uniform(0, 1);
  const float ambient = uniform(.25, .70), cool = uniform(-.7, .5), ground = uniform(.3, .8);
  light.above = Tint(cool) * ambient;
  light.below = Tint(cool + .3f) * (ambient * ground);
  const float tint = uniform(-.5, .5), fill = uniform(.15, .37);
  light.fill = Tint(tint) * fill;
  return light;
}

JsonObject ToJson(const Lighting& light) {
  return JsonObject()
      .Set("key_x", light.key.x)
      .Set("key_y", light.key.y)
      .Set("key_z", light.key.z)
      .Set("key_strength", light.key_colour.y)
      .Set("softness", light.softness)
      .Set("ambient", light.above.y);
}

ShadowMap::ShadowMap(const Mesh& mesh, const Lighting& lighting)
    : key_(lighting.key), reach_(1.8f + 2.4f * lighting.softness), farthest_(kSide * kSide, -1e9f) {
  right_ = Normalised(Cross({0, 1, 0}, key_));
  up_ = Cross(key_, right_);
  for (const Mesh::Grid& grid : mesh.grids) {
    // Too coarse to cast, or too thin for this grid.
    if (grid.part == Part::kNeck || grid.part == Part::kGlasses || grid.columns <= 2) continue;
    for (size_t i = grid.first; i < grid.first + grid.rows * grid.columns; ++i) {
      if (grid.part == Part::kHair && mesh.vertices[i].cut < 0) continue;
      const Vec3 position = mesh.vertices[i].position;
      const Vec2 at = OnGrid(position);
      const int x = static_cast<int>(at.x), y = static_cast<int>(at.y);
      if (at.x < 0 || at.y < 0 || x + 1 >= kSide || y + 1 >= kSide) continue;
      const float distance = Dot(position, key_);
      for (const int cell :
           {y * kSide + x, y * kSide + x + 1, (y + 1) * kSide + x, (y + 1) * kSide + x + 1})
        farthest_[static_cast<size_t>(cell)] =
            std::max(farthest_[static_cast<size_t>(cell)], distance);
    }
  }
}

Vec2 ShadowMap::OnGrid(Vec3 position) const {
  return {Dot(position, right_) / kCell + kSide * .5f, Dot(position, up_) / kCell + kSide * .5f};
}

Four ShadowMap::Lit(const FourVecs& positions) const {
  constexpr float kBias = 4.5f;  // millimetres
  static constexpr std::array<Vec2, 8> kTaps = {{{.2f, .1f},
                                                 {-.3f, .3f},
                                                 {.4f, -.5f},
                                                 {-.5f, -.4f},
                                                 {.9f, .3f},
                                                 {-.2f, .95f},
                                                 {-.95f, .1f},
                                                 {.1f, -1.f}}};
  Four x = Dot(positions, All(right_)) / kCell + kSide * .5f;
  Four y = Dot(positions, All(up_)) / kCell + kSide * .5f;
  const FourInts inside = (Min(x, y) >= reach_) & (Max(x, y) < kSide - reach_);
  x = inside ? x : All(kSide * .5f);
  y = inside ? y : All(kSide * .5f);
  const Four distance = Dot(positions, All(key_)) + kBias;
  Four lit = All(0);
  for (const Vec2 tap : kTaps) {
    const FourInts cell = Truncated(y + tap.y * reach_) * kSide + Truncated(x + tap.x * reach_);
    lit += SmoothStep(3, 0, Gathered(farthest_.data(), cell) - distance);
  }
  return inside ? lit * (1.f / kTaps.size()) : All(1);
}

FourVecs Shade(const FourSurfaces& s, const Lighting& light, const FourVecs& towards, Four lit,
               Four open) {
  open *= s.open;
  const FourVecs key = All(light.key), key_colour = All(light.key_colour);
  const FourVecs half = Normalised(key + towards);
  const Four cosine = Dot(s.normal, key);
  const FourVecs opposite = All(Vec3{-light.key.x, .2f, std::max(.3f, light.key.z)});
  const Four fill = Max(All(0), Dot(s.normal, opposite));
  const Four up = .5f + .5f * s.normal.y;
  const FourVecs ambient = Mix(All(light.below), All(light.above), up);
  // Light between close surfaces is reddened by the skin it met.
  const FourVecs reach{Mix(open, Root(open), .5f * s.subsurface), open, open};
  const FourVecs diffuse = key_colour * Diffuse(cosine, lit, s.subsurface) * s.open;
  FourVecs out = s.albedo * (diffuse + ambient * reach + All(light.fill) * (fill * open));
  const Four mirrored = Specular(s, half, towards, cosine) * lit * 1.2f;
  const Four grazing = 1 - Max(All(0), Dot(s.normal, towards));
  const Four rim = .04f * s.oil * grazing * grazing * grazing * open + .03f * s.glint;
  out = out + key_colour * mirrored + ambient * rim;
  if (_mm_movemask_ps(s.sheen > 0) == 0) return out;
  const Four sheen = s.sheen * Sheen(s, half) * lit * SmoothStep(-.2f, .5f, cosine);
  return out + key_colour * (Mix(s.albedo, All(Colour{.35f, .33f, .30f}), All(.35f)) * sheen);
}

}  // namespace swapbench::portrait
