// SPDX-License-Identifier: Apache-2.0
#include "portrait/skin.h"

namespace swapbench::portrait {
namespace {

// Absorption of bloodless, unpigmented skin, of melanin and of haemoglobin in red, green and blue.
constexpr Colour kBase{.78f, .69f, .51f}, kMelanin{.81f, 1, 1.17f}, kBlood{.08f, .95f, .75f};

FourVecs Albedo(Four melanin, Four blood) {
  const FourVecs depth = All(kMelanin) * melanin + All(kBlood) * blood;
  return All(kBase) * FourVecs{Exp(-depth.x), Exp(-depth.y), Exp(-depth.z)};
}

Four Square(Four x) { return x * x; }

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

Four Skin::Blood(const FourVecs& at) const {
  const Identity& p = identity_;
  const Four x = Abs(at.x);
  const Four cheeks = .11f * Spot(x, at.y, 36, 15, -34, 14);
  const Four nose = .18f * Spot(x, at.y, 0, 9, p.subnasale + 10, 8);
  const Four chin = .10f * Spot(x, at.y, 0, 16, p.chin + 12, 12);
  const Four wings = .06f * Spot(x, at.y, p.nose_width, 5, p.subnasale + 6, 6);
  const Four blush = p.make_up > 0 ? .12f * p.make_up * Spot(x, at.y, 44, 13, -28, 9) : All(0);
  return cheeks + nose + chin + wings + blush;
}

Four Skin::Pigment(const FourVecs& at) const {
  const Four x = Abs(at.x) - identity_.eye_x;
  const Four around_eyes = (.10f + .12f * identity_.old) * Spot(x, at.y, -3, 15, -6, 8);
  Four spots{};
  const FourInts freckled = (at.y < 15) & (at.y > -60);
  if (identity_.freckles > 0 && Any(freckled)) {
    const Four cell = noise_(.75f * at.x + 7, .75f * at.y + 3);
    const Four freckles =
        .55f * identity_.freckles * SmoothStep(.35f, .75f, cell) * Bell(at.y, All(-22), All(22));
    spots = Where(freckled, freckles, spots);
  }
  for (const Mole& mole : moles_) {
    const Four square = Square(at.x - mole.x) + Square(at.y - mole.y);
    if (Any(square < 9))
      spots += 1.6f * SmoothStep(mole.radius * 1.3f, mole.radius * .7f, Root(square));
  }
  return around_eyes + spots;
}

Four Skin::NostrilShade(const FourVecs& at) const {
  const Identity& p = identity_;
  const Four x = Abs(at.x), dy = at.y - p.subnasale;
  const FourInts near = (dy >= -8) & (dy <= 18) & (x <= p.nose_width + 8);
  if (!Any(near)) return All(1);
  const float w = p.nose_width;
  const Four square =
      Square((x - .40f * w) / (.25f * w)) + Square((dy - 2.4f - .08f * (x - .4f * w)) / 1.9f);
  const Four hole = .88f * SmoothStep(1.35f, .55f, square);
  const Four arc = Root(Square(x - .66f * w) + Square(1.05f * (dy - 6.4f))) - .47f * w;
  const Four wing = .26f * Exp(-Square(arc / 1.1f)) * SmoothStep(.62f * w, .95f * w, x);
  const Four base = .22f * Exp(-Square(dy / 1.6f)) * SmoothStep(.9f * w, .6f * w, x);
  return Where(near, (1 - hole) * (1 - wing) * (1 - base), All(1));
}

Four Skin::Wrinkles(const FourVecs& at) const {
  const Identity& p = identity_;
  const Four x = Abs(at.x);
  const float aged = p.wrinkle;
  Four shade = All(1);
  const FourInts forehead = (at.y > 28) & (at.y < 62);
  if (Any(forehead)) {
    const float raised = std::max(0.f, expression_.brow_raise);
    const Four height = at.y + 1.5f * noise_(.06f * at.x, All(9));
    const Four wave = Square(.5f + .5f * noise_(All(3), height * .23f));
    const Four zone = SmoothStep(28, 36, at.y) * SmoothStep(62, 52, at.y) * SmoothStep(50, 30, x);
    shade = Where(forehead, 1 - (.22f * aged + .18f * raised) * zone * wave, shade);
  }
  const Four crow = x - p.eye_x - .5f * p.eye_width - 2;
  const FourInts at_crow = (crow > 0) & (crow < 16) & (Abs(at.y) < 14);
  if (Any(at_crow)) {
    const Four fan = noise_(All(5), (at.y - 1) / (crow + 8) * 9);
    const Four line = (.20f * aged + .14f * expression_.smile) * Square(Max(All(0), fan)) *
                      SmoothStep(0, 4, crow) * SmoothStep(16, 8, crow);
    shade *= Where(at_crow, 1 - line, All(1));
  }
  // Farther off, the line would not change a bit.
  const FourInts at_frown = (x < 10) & (Abs(at.y - p.brow_y - 2) < 38);
  if ((expression_.frown > 0 || aged > .2f) && Any(at_frown)) {
    const Four line = Exp(-Square((x - 4.5f) / 1.1f)) * Bell(at.y, All(p.brow_y + 2), All(6));
    shade *= Where(at_frown, 1 - (.25f * expression_.frown + .12f * aged) * line, All(1));
  }
  return shade;
}

Four Skin::Lines(const FourVecs& at) const {
  const Identity& p = identity_;
  Four shade = NostrilShade(at) * Wrinkles(at);
  const Four along = (p.subnasale + 8 - at.y) / (p.subnasale + 8 - p.stomion + 4);
  const FourInts beside_mouth = (along > 0) & (along < 1.1f);
  if (Any(beside_mouth)) {
    const Four x = Abs(at.x) - Mix(All(p.nose_width + 4), All(p.mouth_width + 8), Pow(along, 1.2f));
    const float depth = .05f + .22f * p.wrinkle + .20f * expression_.smile;
    const Four line =
        depth * Exp(-Square(x / 1.8f)) * SmoothStep(0, .2f, along) * SmoothStep(1.1f, .7f, along);
    shade *= Where(beside_mouth, 1 - line, All(1));
  }
  const Four bag = Abs(at.x) - p.eye_x + 1;
  const FourInts below_eye = (at.y < -6) & (at.y > -24) & (Abs(bag) < 16);
  if (Any(below_eye)) {
    const Four height = at.y + 15 - .018f * bag * bag;
    const Four line =
        (.05f + .16f * p.old) * Exp(-Square(height / 1.6f)) * SmoothStep(16, 9, Abs(bag));
    shade *= Where(below_eye, 1 - line, All(1));
  }
  return shade;
}

void Skin::Paint(const FourFragments& fragments, FourInts lanes, Four lip,
                 FourSurfaces& surfaces) const {
  // Noise travels along the surface, also where it turns away from the front.
  const Four along = 1.25f * fragments.across, y = fragments.canonical.y;
  const Four fine = noise_(.85f * along, .85f * y), other = noise_(.85f * along + 60, .85f * y + 9),
             middle = noise_(.21f * along, .21f * y + 77),
             wide = noise_(.05f * along + 90, .05f * y);
  Four melanin = identity_.melanin *
                 (1 + (.06f * fine + .08f * middle + .12f * fragments.pigment) * unevenness_);
  Four blood = identity_.haemoglobin * (1 + .16f * other + .16f * middle + .26f * wide);
  Four shade = All(1);
  const FourInts face = lanes & fragments.AreFace();
  if (Any(face)) {
    melanin *= Where(face, 1 + Pigment(fragments.canonical), All(1));
    blood += Where(face, Blood(fragments.canonical), All(0));
    shade = Where(face, Lines(fragments.canonical), shade);
  }
  blood += .50f * lip;
  melanin += lip * (.08f + .11f * melanin);
  const FourVecs albedo = (Albedo(melanin, blood) + All(kDarkestSkin)) * shade;
  const Four relief = (.045f + .05f * identity_.old) * (1 - .3f * lip);
  const FourVecs bent = fragments.normal + FourVecs{relief * (fine + .7f * middle),
                                                    relief * (other - .7f * middle), All(0)};
  const Four oil = identity_.oil * (1 + .35f * middle + .2f * identity_.melanin);
  surfaces.albedo = Where(lanes, albedo, surfaces.albedo);
  surfaces.normal = Where(lanes, Normalised(bent), surfaces.normal);
  surfaces.oil = Where(lanes, oil, surfaces.oil);
}

}  // namespace swapbench::portrait
