// SPDX-License-Identifier: Apache-2.0
#include "portrait/identity.h"

#include <span>

#include "core/rng.h"
#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

/// Spread of all shape parameters. Smaller and people look alike, larger and they are caricatures.
constexpr float kSpread = 1.35f;

/// Random numbers under the names of the tables below.
class Dice {
 public:
  explicit Dice(Rng rng) : rng_(rng) {}
  float g() { return kSpread * std::clamp(static_cast<float>(rng_.Normal()), -2.2f, 2.2f); }
  float Normal(float mean, float sd) { return static_cast<float>(rng_.Normal(mean, sd)); }
  float Uniform(float low, float high) { return static_cast<float>(rng_.Uniform(low, high)); }
  bool Chance(float probability) { return rng_.Chance(probability); }
  size_t Weighted(std::span<const double> weights) { return rng_.Weighted(weights); }

 private:
  Rng rng_;
};

/// Inherited together, and independent of skin tone on purpose: no stereotype, and no shortcut
/// for a detector.
struct Factors {
  float breadth, eye_fold, long_head;
};

void DrawDemography(Dice& dice, Identity& p) {
  const float side = dice.Chance(.5f) ? .8f : -.8f;
  p.sex_axis = dice.Normal(side, .25f);
  p.age = dice.Chance(.75f) ? dice.Uniform(18, 50) : dice.Uniform(50, 78);
  p.old = Clamp01((p.age - 30) / 45);
  p.tone = dice.Uniform(0, 1);
}

void DrawSkull(Dice& dice, const Factors& f, Identity& p) {
  const float s = p.sex_axis;
  p.head_width = 1 + .035f * dice.g() + .022f * s - .018f * f.long_head;
  p.head_height = 1 + .03f * dice.g() + .02f * s;
  p.face_length = 1 + .035f * dice.g() + .02f * s + .02f * f.long_head;
  p.fat = dice.g() + .2f * p.old;
  p.jaw = 1 + .055f * dice.g() + .05f * s + .03f * p.fat;
  p.chin_width = std::clamp(1 + .13f * dice.g() + .10f * s, .55f, 1.5f);
  p.cheek = 1 + .5f * dice.g() - .3f * p.old;
  p.neck = 1 + .05f * dice.g() + .09f * s;
  p.ear_size = 1 + .06f * dice.g() + .04f * s + .06f * p.old;
  p.ear_turn = dice.Uniform(.15f, .42f);
  p.asymmetry = dice.Normal(0, 1);
}

void DrawEyes(Dice& dice, const Factors& f, Identity& p) {
  const float s = p.sex_axis, b = f.eye_fold;
  p.eye_x = 31.2f + 1.1f * dice.g() + .5f * s;
  p.eye_width = 28.6f + 1.1f * dice.g();
  p.upper_lid = std::clamp(5.75f + .7f * dice.g() - .35f * s - .7f * p.old - .3f * std::max(b, 0.f),
                           3.2f, 8.f);
  p.lower_lid = std::clamp(4.5f + .5f * dice.g(), 3.f, 6.f);
  p.eye_tilt = 1 + .9f * dice.g() + .5f * b - .3f * s - .6f * p.old;
  p.crease = std::clamp(4.2f + 1.3f * dice.g() - 1.7f * b - 1.2f * p.old, .8f, 7.f);
  p.eye_depth = dice.Normal(0, 1.2f) + .7f * s - b;
  p.iris_radius = 5.95f + .2f * dice.g();
  p.epicanthus = Clamp01(.5f * b);
  p.puffiness = std::max(0.f, dice.Normal(.2f, .4f) + .5f * p.old);
}

void DrawBrows(Dice& dice, Identity& p) {
  const float s = p.sex_axis;
  p.brow_y = 20.5f + 1.6f * dice.g() - 1.8f * s;
  p.brow_thickness = std::clamp(4.9f + .8f * dice.g() + .9f * s, 3.2f, 7.5f);
  p.brow_arch = std::clamp(4.2f + 1.6f * dice.g() - 1.3f * s, .5f, 9.f);
  p.brow_inner = 10.5f + 1.8f * dice.g();
  p.brow_outer = p.eye_x + 18.5f + 1.6f * dice.g();
  p.brow_density = dice.Uniform(.67f, .97f);
  p.brow_ridge = std::max(0.f, dice.Normal(.6f, .5f) + .9f * s);
}

void DrawNose(Dice& dice, const Factors& f, Identity& p) {
  const float s = p.sex_axis, a = f.breadth;
  p.subnasale = -46.5f * p.face_length - 1.6f * dice.g() - .8f * p.old;
  p.nose_width = std::clamp(17 + 1.25f * dice.g() + .9f * s + 1.6f * a, 12.5f, 25.f);
  p.nose_projection = std::clamp(1 + .09f * dice.g() + .03f * s - .07f * a, .65f, 1.35f);
  p.bridge = std::clamp(1 + .22f * dice.g() - .2f * f.eye_fold - .15f * a + .1f * s, .15f, 2.f);
  p.tip = std::clamp(1 + .12f * dice.g() + .08f * a, .7f, 1.45f);
  p.hump = dice.Normal(.3f, .9f) + .3f * s - .4f * a;
}

void DrawMouth(Dice& dice, const Factors& f, Identity& p) {
  const float s = p.sex_axis, a = f.breadth;
  p.stomion = p.subnasale - 22 * p.face_length - 1.3f * dice.g() - p.old - .4f * s;
  p.mouth_width = 25.5f + 1.7f * dice.g() + .9f * s + .5f * a;
  p.upper_lip = std::clamp(7 + 1.2f * dice.g() - .5f * s + 1.4f * a - 1.9f * p.old, 2.5f, 12.f);
  p.lower_lip = std::clamp(9 + 1.2f * dice.g() - .4f * s + 1.4f * a - 1.8f * p.old, 4.f, 14.f);
  p.muzzle = dice.g() + .8f * a;
  p.chin = p.stomion - 41.5f * p.face_length - 1.8f * dice.g() - 1.2f * s;
  p.chin_protrusion = dice.Normal(0, 1.4f) + .6f * s;
}

void DrawSkin(Dice& dice, Identity& p) {
  // .13 is the palest, 2.9 the darkest.
  p.melanin = .13f * static_cast<float>(stable::Pow(2.9 / .13, p.tone));
  p.haemoglobin = std::clamp(dice.Normal(.33f, .09f), .12f, .6f);
  p.wrinkle = Clamp01(p.old + dice.Normal(0, .15f));
  p.stubble = p.sex_axis > 0 ? Clamp01(dice.Normal(.35f, .25f)) : 0;
  p.freckles = p.tone < .4f && dice.Chance(.25f) ? dice.Uniform(.3f, 1) : 0;
  p.moles = dice.Chance(.4f) ? static_cast<int>(dice.Uniform(1, 4.99f)) : 0;
  p.make_up = p.sex_axis < 0 ? Clamp01(dice.Normal(.35f, .4f)) : 0;
  p.lipstick = {dice.Uniform(.28f, .5f), dice.Uniform(.03f, .11f), dice.Uniform(.05f, .13f)};
  p.oil = dice.Uniform(.5f, 1.6f);
}

Colour DrawHairColour(Dice& dice, const Identity& p) {
  static constexpr std::array<Colour, 6> kColours = {{{.010f, .008f, .007f},
                                                      {.025f, .016f, .011f},
                                                      {.055f, .032f, .019f},
                                                      {.12f, .072f, .04f},
                                                      {.33f, .235f, .13f},
                                                      {.20f, .07f, .025f}}};
  static constexpr std::array<double, 6> kLight = {.15, .25, .25, .15, .14, .06};
  static constexpr std::array<double, 2> kDark = {.7, .3};
  const Colour colour = kColours[p.tone > .5f ? dice.Weighted(kDark) : dice.Weighted(kLight)];
  const float grey = Clamp01((p.age - 50) / 25 + dice.Normal(0, .25f));
  const float shade = dice.Chance(.3f) ? .55f : .3f;
  return Mix(colour, {shade, shade, shade}, p.age > 38 ? grey : 0);
}

Colour DrawIrisColour(Dice& dice, const Identity& p) {
  static constexpr std::array<Colour, 4> kColours = {
      {{.075f, .036f, .018f}, {.17f, .24f, .32f}, {.12f, .16f, .08f}, {.15f, .095f, .04f}}};
  static constexpr std::array<double, 4> kWeights = {.5, .2, .15, .15};
  const Colour colour = kColours[p.tone > .55f ? 0 : dice.Weighted(kWeights)];
  return colour * dice.Uniform(.7f, 1.3f);
}

void DrawHair(Dice& dice, Identity& p) {
  const bool male = p.sex_axis > 0;
  p.hair = DrawHairColour(dice, p);
  p.iris = DrawIrisColour(dice, p);
  p.bald = dice.Chance(male ? .10f + .15f * p.old : .02f);
  const float length = dice.Chance(.45f) ? dice.Uniform(1, 4) : dice.Uniform(5, 12);
  p.hair_length = p.bald ? 0 : length;
  p.recession = male ? Clamp01(dice.Normal(.1f, .3f) + .7f * p.old) : 0;
}

}  // namespace

Identity DrawIdentity(uint64_t seed, uint64_t person) {
  Dice dice(Rng(seed, "portrait/identity", person));
  Identity p{};
  DrawDemography(dice, p);
  Factors factors{};
  factors.breadth = dice.Normal(0, 1.2f);
  factors.eye_fold = dice.Normal(0, 1.2f);
  factors.long_head = dice.Normal(0, 1.2f);
  DrawSkull(dice, factors, p);
  DrawEyes(dice, factors, p);
  DrawBrows(dice, p);
  DrawNose(dice, factors, p);
  DrawMouth(dice, factors, p);
  DrawSkin(dice, p);
  DrawHair(dice, p);
  return p;
}

JsonObject ToJson(const Identity& p) {
  return JsonObject()
      .Set("sex_axis", p.sex_axis)
      .Set("age", p.age)
      .Set("tone", p.tone)
      .Set("melanin", p.melanin)
      .Set("haemoglobin", p.haemoglobin)
      .Set("head_width", p.head_width)
      .Set("head_height", p.head_height)
      .Set("face_length", p.face_length)
      .Set("jaw", p.jaw)
      .Set("fat", p.fat)
      .Set("eye_x", p.eye_x)
      .Set("nose_width", p.nose_width)
      .Set("mouth_width", p.mouth_width)
      .Set("wrinkle", p.wrinkle)
      .Set("stubble", p.stubble)
      .Set("make_up", p.make_up)
      .Set("bald", p.bald)
      .Set("hair_length", p.hair_length);
}

}  // namespace swapbench::portrait
