// SPDX-License-Identifier: Apache-2.0
#include "portrait/skin.h"

namespace swapbench::portrait {
namespace {

// Absorption of bloodless, unpigmented skin, of melanin and of haemoglobin in red, green and blue.
constexpr Colour kBase{.78f, .69f, .51f}, kMelanin{.81f, 1, 1.17f}, kBlood{.08f, .95f, .75f};

Colour Albedo(float melanin, float blood) {
  const Colour depth = kMelanin * melanin + kBlood * blood;
  const Four passed = Exp(Four{-depth.x, -depth.y, -depth.z, 0});
  return kBase * Colour{passed[0], passed[1], passed[2]};
}

float Square(float x) { return x * x; }

}  // namespace

Skin::Skin(const Identity& identity, const Expression& expression, const Noise& noise, Rng rng)
    : identity_(identity),
      expression_(expression),
      noise_(noise),
      unevenness_(std::min(1.f, .45f / identity.melanin)) {
  for (int i = 0; i < identity.moles; ++i) {
    const auto x = static_cast<float>(rng.Uniform(-50, 50));
    const auto y = static_cast<float>(rng.Uniform(-95, 40));
    moles_.push_back({x, y, static_cast<float>(rng.Uniform(.7, 1.5))});
  }
}

float Skin::Blood(Vec2 at) const {
  const Identity& p = identity_;
  const float x = std::abs(at.x);
  // Cheeks, the tip of the nose, chin, the wings of the nose.
  const Four spots =
      Four{.11f, .18f, .10f, .06f} *
      Spot(All(x), All(at.y), Four{36, 0, 0, p.nose_width}, Four{15, 9, 16, 5},
           Four{-34, p.subnasale + 10, p.chin + 12, p.subnasale + 6}, Four{14, 8, 12, 6});
  const float blush = p.make_up > 0 ? .12f * p.make_up * Spot(x, at.y, 44, 13, -28, 9) : 0.f;
  return spots[0] + spots[1] + spots[2] + spots[3] + blush;
}

float Skin::Pigment(Vec2 at) const {
  const float x = std::abs(at.x) - identity_.eye_x;
  const float around_eyes = (.10f + .12f * identity_.old) * Spot(x, at.y, -3, 15, -6, 8);
  float spots = 0;
  if (identity_.freckles > 0 && at.y < 15 && at.y > -60) {
    const float cell = noise_(.75f * at.x + 7, .75f * at.y + 3);
    spots = .55f * identity_.freckles * SmoothStep(.35f, .75f, cell) * Bell(at.y, -22, 22);
  }
  for (const Mole& mole : moles_) {
    const float square = Square(at.x - mole.x) + Square(at.y - mole.y);
    if (square < 9)
      spots += 1.6f * SmoothStep(mole.radius * 1.3f, mole.radius * .7f, std::sqrt(square));
  }
  return around_eyes + spots;
}

float Skin::NostrilShade(Vec2 at) const {
  const Identity& p = identity_;
  const float x = std::abs(at.x), dy = at.y - p.subnasale;
  if (dy < -8 || dy > 18 || x > p.nose_width + 8) return 1;
  const float w = p.nose_width;
  const float square =
      Square((x - .40f * w) / (.25f * w)) + Square((dy - 2.4f - .08f * (x - .4f * w)) / 1.9f);
  const float hole = .88f * SmoothStep(1.35f, .55f, square);
  const float arc = std::sqrt(Square(x - .66f * w) + Square(1.05f * (dy - 6.4f))) - .47f * w;
  const float wing = .26f * Exp(-Square(arc / 1.1f)) * SmoothStep(.62f * w, .95f * w, x);
  const float base = .22f * Exp(-Square(dy / 1.6f)) * SmoothStep(.9f * w, .6f * w, x);
  return (1 - hole) * (1 - wing) * (1 - base);
}

float Skin::Wrinkles(Vec2 at) const {
  const Identity& p = identity_;
  const float x = std::abs(at.x), aged = p.wrinkle;
  float shade = 1;
  if (at.y > 28 && at.y < 62) {
    const float raised = std::max(0.f, expression_.brow_raise);
    const float wave = Square(.5f + .5f * noise_(3, (at.y + 1.5f * noise_(.06f * at.x, 9)) * .23f));
    const float zone = SmoothStep(28, 36, at.y) * SmoothStep(62, 52, at.y) * SmoothStep(50, 30, x);
    shade *= 1 - (.22f * aged + .18f * raised) * zone * wave;
  }
  const float crow = x - p.eye_x - .5f * p.eye_width - 2;
  if (crow > 0 && crow < 16 && std::abs(at.y) < 14) {
    const float fan = noise_(5, (at.y - 1) / (crow + 8) * 9);
    shade *= 1 - (.20f * aged + .14f * expression_.smile) * Square(std::max(0.f, fan)) *
                     SmoothStep(0, 4, crow) * SmoothStep(16, 8, crow);
  }
  // Farther off, the line would not change a bit.
  const bool at_frown = x < 10 && std::abs(at.y - p.brow_y - 2) < 38;
  if (at_frown && (expression_.frown > 0 || aged > .2f)) {
    const float line = Exp(-Square((x - 4.5f) / 1.1f)) * Bell(at.y, p.brow_y + 2, 6);
    shade *= 1 - (.25f * expression_.frown + .12f * aged) * line;
  }
  return shade;
}

float Skin::Lines(Vec2 at) const {
  const Identity& p = identity_;
  float shade = NostrilShade(at) * Wrinkles(at);
  const float along = (p.subnasale + 8 - at.y) / (p.subnasale + 8 - p.stomion + 4);
  if (along > 0 && along < 1.1f) {
    const float x = std::abs(at.x) - Mix(p.nose_width + 4, p.mouth_width + 8, Pow(along, 1.2f));
    const float depth = .05f + .22f * p.wrinkle + .20f * expression_.smile;
    shade *= 1 - depth * Exp(-Square(x / 1.8f)) * SmoothStep(0, .2f, along) *
                     SmoothStep(1.1f, .7f, along);
  }
  const float bag = std::abs(at.x) - p.eye_x + 1;
  if (at.y < -6 && at.y > -24 && std::abs(bag) < 16) {
    const float line = at.y + 15 - .018f * bag * bag;
    shade *=
        1 - (.05f + .16f * p.old) * Exp(-Square(line / 1.6f)) * SmoothStep(16, 9, std::abs(bag));
  }
  return shade;
}

void Skin::Paint(const Fragment& fragment, float lip, Material& material) const {
  const Vec2 at{fragment.canonical.x, fragment.canonical.y};
  // Noise travels along the surface, also where it turns away from the front.
  const float along = 1.25f * fragment.across;
  const Four uneven = noise_(Four{.85f, .85f, .21f, .05f} * along + Four{0, 60, 0, 90},
                             Four{.85f, .85f, .21f, .05f} * at.y + Four{0, 9, 77, 0});
  const float fine = uneven[0], other = uneven[1], middle = uneven[2], wide = uneven[3];
  float melanin = identity_.melanin *
                  (1 + (.06f * fine + .08f * middle + .12f * fragment.pigment) * unevenness_);
  float blood = identity_.haemoglobin * (1 + .16f * other + .16f * middle + .26f * wide);
  float shade = 1;
  if (fragment.part == Part::kHead && fragment.canonical.z > 0) {
    melanin *= 1 + Pigment(at);
    blood += Blood(at);
    shade = Lines(at);
  }
  blood += .50f * lip;
  melanin += lip * (.08f + .11f * melanin);
  material.albedo = (Albedo(melanin, blood) + kDarkestSkin) * shade;
  const float relief = (.045f + .05f * identity_.old) * (1 - .3f * lip);
  material.normal = Normalised(
      fragment.normal + Vec3{relief * (fine + .7f * middle), relief * (other - .7f * middle), 0});
  material.oil = identity_.oil * (1 + .35f * middle + .2f * identity_.melanin);
}

}  // namespace swapbench::portrait
