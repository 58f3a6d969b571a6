// SPDX-License-Identifier: Apache-2.0
#include "portrait/light.h"

#include <numbers>

#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

/// Warm for positive values, bluish for negative ones.
Colour Tint(float warmth) { return {1 + .18f * warmth, 1, 1 - .25f * warmth}; }

float SixteenthPower(float x) {
  x *= x;
  x *= x;
  x *= x;
  return x * x;
}

/// Lambert with light that bleeds around the terminator, most in red.
Colour Diffuse(float cosine, float lit, float subsurface) {
  const auto channel = [&](float wrap, float shadow) {
    wrap *= subsurface;
    return std::max(0.f, (cosine + wrap) / (1 + wrap)) * Mix(lit, shadow, subsurface);
  };
  const float root = std::sqrt(lit);
  return {channel(.30f, Mix(lit, root, .7f)), channel(.12f, Mix(lit, root, .25f)),
          channel(.07f, lit)};
}

/// Two lobes over Schlick's Fresnel term.
float Specular(const Material& m, Vec3 light, Vec3 towards, float cosine) {
  const Vec3 half = Normalised(light + towards);
  const float along = std::max(0.f, Dot(m.normal, half));
  const float square = along * along, fourth = square * square, twelfth = fourth * fourth * fourth;
  const float broad = twelfth * .75f * (14 / 8.f),
              tight = twelfth * twelfth * twelfth * twelfth * .25f * (50 / 8.f);
  const float edge = 1 - std::max(0.f, Dot(half, towards));
  const float fresnel = .028f + .972f * edge * edge * edge * edge * edge;
  const float wet = m.wet * 2.2f * SixteenthPower(fourth);
  const float mirror = m.glint > 0 ? m.glint * 90 * SmoothStep(.990f, .9965f, along) : 0;
  return fresnel * (m.oil * (broad + tight) + wet + mirror) * SmoothStep(-.05f, .15f, cosine);
}

/// Kajiya & Kay 1989: a bright band across the strands.
float Sheen(const Material& m, Vec3 light, Vec3 towards) {
  const float along = Dot(m.strand, Normalised(light + towards));
  const float sine = std::sqrt(std::max(0.f, 1 - along * along));
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
  constexpr float kCell = 2.9f;  // millimetres
  return {Dot(position, right_) / kCell + kSide * .5f, Dot(position, up_) / kCell + kSide * .5f};
}

float ShadowMap::Lit(Vec3 position) const {
  constexpr float kBias = 4.5f;  // millimetres
  static constexpr std::array<Vec2, 8> kTaps = {{{.2f, .1f},
                                                 {-.3f, .3f},
                                                 {.4f, -.5f},
                                                 {-.5f, -.4f},
                                                 {.9f, .3f},
                                                 {-.2f, .95f},
                                                 {-.95f, .1f},
                                                 {.1f, -1.f}}};
  const Vec2 centre = OnGrid(position);
  if (std::min(centre.x, centre.y) < reach_ || std::max(centre.x, centre.y) >= kSide - reach_)
    return 1;
  const float distance = Dot(position, key_) + kBias;
  float lit = 0;
  for (const Vec2 tap : kTaps) {
    const int x = static_cast<int>(centre.x + tap.x * reach_);
    const int y = static_cast<int>(centre.y + tap.y * reach_);
    lit += SmoothStep(3, 0, farthest_[static_cast<size_t>(y * kSide + x)] - distance);
  }
  return lit * (1.f / kTaps.size());
}

Colour Shade(const Material& m, const Lighting& light, Vec3 towards, float lit, float open) {
  open *= m.open;
  const float cosine = Dot(m.normal, light.key);
  const Vec3 opposite{-light.key.x, .2f, std::max(.3f, light.key.z)};
  const float fill = std::max(0.f, Dot(m.normal, opposite));
  const float up = .5f + .5f * m.normal.y;
  const Colour ambient = Mix(light.below, light.above, up);
  // Light between close surfaces is reddened by the skin it met.
  const Colour reach{Mix(open, std::sqrt(open), .5f * m.subsurface), open, open};
  const Colour diffuse = light.key_colour * Diffuse(cosine, lit, m.subsurface) * m.open;
  Colour out = m.albedo * (diffuse + ambient * reach + light.fill * (fill * open));
  const float key = Specular(m, light.key, towards, cosine) * lit * 1.2f;
  const float grazing = 1 - std::max(0.f, Dot(m.normal, towards));
  const float rim = .04f * m.oil * grazing * grazing * grazing * open + .03f * m.glint;
  out = out + light.key_colour * key + ambient * rim;
  if (m.sheen > 0) {
    const float sheen =
        m.sheen * Sheen(m, light.key, towards) * lit * SmoothStep(-.2f, .5f, cosine);
    out = out + light.key_colour * (Mix(m.albedo, {.35f, .33f, .30f}, .35f) * sheen);
  }
  return out;
}

}  // namespace swapbench::portrait
