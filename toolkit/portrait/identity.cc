// SPDX-License-Identifier: Apache-2.0
#include "portrait/identity.h"

#include <span>

#include "core/rng.h"
#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

/// Spread of all shape parameters. Smaller and people look alike, larger and they are caricatures.
constexpr float kSpread = 1.5f;

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

Demography DrawDemography(Dice dice) {
  Demography d{};
  const float side = dice.Chance(.5f) ? .8f : -.8f;
  d.sex_axis = dice.Normal(side, .25f);
  d.age = dice.Chance(.75f) ? dice.Uniform(18, 50) : dice.Uniform(50, 78);
  d.old = Clamp01((d.age - 30) / 45);
  d.tone = dice.Uniform(0, 1);
  return d;
}

void DrawSkull(Dice& dice, const Factors& f, Identity& p) {
  const float s = p.sex_axis;
  p.head_width = 1 + .037f * dice.g() + .022f * s - .018f * f.long_head;
  p.head_height = 1 + .03f * dice.g() + .02f * s;
  p.face_length = 1 + .035f * dice.g() + .02f * s + .02f * f.long_head;
  p.fat = dice.g() + .2f * p.old;
  p.jaw = 1.03f + .058f * dice.g() + .05f * s + .03f * p.fat;
  p.chin_width = std::clamp(1 + .15f * dice.g() + .10f * s, .55f, 1.5f);
  p.cheek = 1 + .5f * dice.g() - .3f * p.old;
  p.neck = 1 + .05f * dice.g() + .09f * s;
  p.ear_size = 1 + .06f * dice.g() + .04f * s + .06f * p.old;
  p.ear_turn = dice.Uniform(.15f, .42f);
  p.asymmetry = dice.Normal(0, 1);
}

void DrawEyes(Dice& dice, const Factors& f, Identity& p) {
  const float s = p.sex_axis, b = f.eye_fold;
  p.eye_x = 30.6f + 1.2f * dice.g() + .5f * s;
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
  p.brow_y = 20 + 1.2f * dice.g() - 1.6f * s;
  p.brow_thickness = std::clamp(5.9f + .95f * dice.g() + 1.1f * s, 3.8f, 9.f);
  p.brow_arch = std::clamp(3.8f + 1.1f * dice.g() - 1.1f * s, .5f, 8.f);
  p.brow_inner = 10.5f + 1.9f * dice.g();
  p.brow_outer = p.eye_x + 22 + 1.7f * dice.g();
  p.brow_density = dice.Uniform(.98f, 1.3f);
  p.brow_ridge = std::max(0.f, dice.Normal(.6f, .5f) + .9f * s);
}

void DrawNose(Dice& dice, const Factors& f, Identity& p) {
  const float s = p.sex_axis, a = f.breadth;
  p.subnasale = -44 * p.face_length - 1.2f * dice.g() - .8f * p.old;
  p.nose_width = std::clamp(17 + 1.25f * dice.g() + .9f * s + 1.6f * a, 12.5f, 25.f);
  p.nose_projection = std::clamp(.88f + .09f * dice.g() + .03f * s - .07f * a, .65f, 1.35f);
  p.bridge = std::clamp(1 + .22f * dice.g() - .2f * f.eye_fold - .15f * a + .1f * s, .15f, 2.f);
  p.tip = std::clamp(1 + .12f * dice.g() + .08f * a, .7f, 1.45f);
  p.hump = dice.Normal(.3f, .9f) + .3f * s - .4f * a;
}

void DrawMouth(Dice& dice, const Factors& f, Identity& p) {
  const float s = p.sex_axis, a = f.breadth;
  p.stomion = p.subnasale - 20 * p.face_length - 1.0f * dice.g() - p.old - .4f * s;
  p.mouth_width = 25.5f + 1.8f * dice.g() + .9f * s + .5f * a;
  p.upper_lip = std::clamp(6.4f + 1.1f * dice.g() - .5f * s + 1.4f * a - 1.9f * p.old, 2.5f, 12.f);
  p.lower_lip = std::clamp(9 + 1.2f * dice.g() - .4f * s + 1.4f * a - 1.8f * p.old, 4.f, 14.f);
  p.muzzle = dice.g() + .8f * a;
  p.chin = p.stomion - 40.5f * p.face_length - 1.8f * dice.g() - 1.2f * s;
  p.chin_protrusion = dice.Normal(0, 1.4f) + .6f * s;
}

void DrawSkin(Dice& dice, Identity& p) {
  // .13 is the palest, 2.9 the darkest.
  p.melanin = .13f * static_cast<float>(stable::Pow(2.9 / .13, p.tone));
  p.haemoglobin = std::clamp(dice.Normal(.33f, .09f), .12f, .6f);
  p.wrinkle = Clamp01(p.old + dice.Normal(0, .15f));
  p.moles = dice.Chance(.4f) ? static_cast<int>(dice.Uniform(1, 4.99f)) : 0;
  p.oil = dice.Uniform(.5f, 1.6f);
}

float DrawFreckles(Dice dice, const Demography& like) {
  const bool freckled = dice.Chance(.25f);
  const float strength = dice.Uniform(.3f, 1);
  return like.tone < .4f && freckled ? strength : 0;
}

void DrawMakeUp(Dice dice, const Demography& like, Identity& p) {
  const float amount = Clamp01(dice.Normal(.35f, .4f));
  p.make_up = like.sex_axis < 0 ? amount : 0;
  p.lipstick = {dice.Uniform(.28f, .5f), dice.Uniform(.03f, .11f), dice.Uniform(.05f, .13f)};
}

struct NamedColour {
  std::string_view name;
  Colour colour;
  double light, dark;  // weights for light and dark skin
};

void DrawHairColour(Dice dice, const Demography& like, Hair& hair) {
  static constexpr std::array<NamedColour, 6> kColours = {
      {{"black", {.010f, .008f, .007f}, .15, .7},
       {"dark_brown", {.025f, .016f, .011f}, .25, .3},
       {"brown", {.055f, .032f, .019f}, .25, 0},
       {"light_brown", {.12f, .072f, .04f}, .15, 0},
       {"blond", {.33f, .235f, .13f}, .14, 0},
       {"red", {.20f, .07f, .025f}, .06, 0}}};
  std::array<double, kColours.size()> weights;
  for (size_t i = 0; i < weights.size(); ++i)
    weights[i] = like.tone > .5f ? kColours[i].dark : kColours[i].light;
  const NamedColour& drawn = kColours[dice.Weighted(weights)];
  const float grey = Clamp01((like.age - 50) / 25 + dice.Normal(0, .25f));
  hair.colour = drawn.colour;
  hair.grey = like.age > 38 ? grey : 0;
  hair.colour_name = hair.grey > .6f ? "grey" : drawn.name;
}

Colour DrawIrisColour(Dice dice, const Demography& like) {
  static constexpr std::array<Colour, 4> kColours = {
      {{.075f, .036f, .018f}, {.17f, .24f, .32f}, {.12f, .16f, .08f}, {.15f, .095f, .04f}}};
  static constexpr std::array<double, 4> kWeights = {.5, .2, .15, .15};
  const size_t drawn = dice.Weighted(kWeights);
  return kColours[like.tone > .55f ? 0 : drawn] * dice.Uniform(.7f, 1.3f);
}

HairStyle DrawHairStyle(Dice& dice, const Demography& like) {
  const double bald = .10 + .15 * like.old;
  const std::array<double, kHairStyleNames.size()> men = {bald, .32, .43, .10, .01, .03, .02},
                                                   women = {.02, .05, .11, .14, .19, .35, .14};
  return static_cast<HairStyle>(dice.Weighted(like.sex_axis > 0 ? men : women));
}

/// In the middle or to one side.
float DrawParting(Dice& dice) {
  if (dice.Chance(.35f)) return dice.Normal(0, 3);
  const float side = dice.Chance(.5f) ? 1.f : -1.f;
  return side * dice.Uniform(16, 32);
}

/// Heights are those of somebody's hairline (64) and chin (-110).
void DrawHairStyling(Dice& dice, const Demography& like, Hair& hair) {
  const bool male = like.sex_axis > 0;
  hair.curl = Clamp01(dice.Normal(.15f, .25f) + (like.tone > .7f ? .6f : 0.f));
  hair.recession = Clamp01(dice.Normal(.1f, .3f) + .7f * like.old) * (male ? 1.f : .15f);
  const bool fringe = dice.Chance(male ? .2f : .3f), parted = dice.Chance(.55f);
  hair.fringe = fringe ? dice.Uniform(29, 46) : 200;
  hair.parted = parted && !fringe;
  hair.parting = DrawParting(dice);
  hair.quiff = dice.Chance(.45f) ? dice.Uniform(2, 9) : 0;
  hair.curtain = dice.Chance(.3f) ? 101 : dice.Uniform(62, 74);
  hair.drape = dice.Uniform(-1, 1);
  hair.knot = dice.Uniform(20, 105);
  const float volume = std::clamp(dice.Normal(1, .25f), .6f, 1.6f) * (1 + .5f * hair.curl);
  const float cropped = dice.Uniform(1, 4.5f), shorter = dice.Uniform(6, 12),
              longer = dice.Uniform(6, 10), bob = dice.Uniform(-112, -72),
              down = dice.Uniform(-215, -140);
  hair.ends = -64;
  switch (hair.style) {
    case HairStyle::kBald:
      hair.length = 0;
      break;
    case HairStyle::kCropped:
      hair.length = cropped;
      break;
    case HairStyle::kShort:
      hair.length = shorter * volume;
      break;
    case HairStyle::kSwept:
      hair.length = shorter * volume;
      break;
    case HairStyle::kTied:
      hair.length = .5f * longer;
      break;
    case HairStyle::kBob:
      hair.length = longer * volume;
      hair.ends = bob;
      break;
    case HairStyle::kLong:
      hair.length = longer * volume;
      hair.ends = down;
      break;
  }
  if (hair.style == HairStyle::kSwept || hair.style == HairStyle::kTied) {
    hair.fringe = 200;
    hair.parted = false;
  }
}

Beard DrawBeard(Dice dice, const Demography& like) {
  static constexpr std::array<double, kBeardStyleNames.size()> kWeights = {.28, .34, .08, .08, .22};
  Beard beard{};
  beard.style = static_cast<BeardStyle>(dice.Weighted(kWeights));
  const float full = dice.Uniform(1, 9), shorter = dice.Uniform(1.5f, 5);
  const float shadow = dice.Uniform(.3f, 1), rest = Clamp01(dice.Normal(.2f, .15f));
  if (like.sex_axis <= 0) return {BeardStyle::kShaven, 0, 0};
  switch (beard.style) {
    case BeardStyle::kShaven:
      return {beard.style, 0, rest};
    case BeardStyle::kStubble:
      return {beard.style, 0, shadow};
    case BeardStyle::kMoustache:
    case BeardStyle::kGoatee:
      return {beard.style, shorter, 1};
    case BeardStyle::kFull:
      return {beard.style, full, 1};
  }
  return beard;
}

Glasses DrawGlasses(Dice dice) {
  static constexpr std::array<Colour, 4> kFrames = {
      {{.012f, .012f, .013f}, {.10f, .045f, .02f}, {.35f, .34f, .33f}, {.20f, .02f, .03f}}};
  static constexpr std::array<double, 4> kWeights = {.45, .2, .25, .1};
  Glasses glasses{};
  glasses.worn = dice.Chance(.2f);
  glasses.half_width = dice.Uniform(23.5f, 27.5f);
  glasses.half_height = dice.Uniform(15.5f, 22);
  glasses.corner = dice.Uniform(2, 4.5f);
  const size_t frame = dice.Weighted(kWeights);
  const float metal = dice.Uniform(1.1f, 1.7f), plastic = dice.Uniform(2, 4);
  glasses.rim = frame == 2 ? metal : plastic;
  glasses.depth = .8f * glasses.rim + .6f;
  glasses.colour = kFrames[frame] * dice.Uniform(.7f, 1.4f);
  glasses.gloss = dice.Uniform(.6f, 2.5f);
  return glasses;
}

}  // namespace

Identity DrawIdentity(uint64_t seed, uint64_t person, bool independent) {
  const Rng rng(seed, "portrait/identity", person);
  const auto dice_of = [&rng](std::string_view trait) { return Dice(rng.Substream(trait)); };
  Identity p{};
  static_cast<Demography&>(p) = DrawDemography(dice_of("demography"));
  // Who a trait is drawn for: this person, or somebody else of the same population.
  const auto like = [&](std::string_view trait) -> Demography {
    return independent ? DrawDemography(Dice(rng.Substream(trait).Substream("like"))) : p;
  };
  Dice dice = dice_of("shape");
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
  p.freckles = DrawFreckles(dice_of("freckles"), like("freckles"));
  DrawMakeUp(dice_of("make-up"), like("make-up"), p);
  p.iris = DrawIrisColour(dice_of("iris"), like("iris"));
  Dice hair = dice_of("hair");
  const Demography hair_like = like("hair");
  p.hair.style = DrawHairStyle(hair, hair_like);
  DrawHairStyling(hair, hair_like, p.hair);
  DrawHairColour(dice_of("hair colour"), like("hair colour"), p.hair);
  p.beard = DrawBeard(dice_of("beard"), like("beard"));
  p.glasses = DrawGlasses(dice_of("glasses"));
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
      .Set("freckles", p.freckles)
      .Set("make_up", p.make_up)
      .Set("hair_length", p.hair.length)
      .Set("hair_grey", p.hair.grey)
      .Set("hair_curl", p.hair.curl)
      .Set("recession", p.hair.recession)
      .Set("beard_length", p.beard.length)
      .Set("beard_density", p.beard.density);
}

}  // namespace swapbench::portrait
