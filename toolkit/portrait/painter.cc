// SPDX-License-Identifier: Apache-2.0
#include "portrait/painter.h"

#include "portrait/neck.h"

namespace swapbench::portrait {
namespace {

Colour DrawCloth(Rng& rng) {
  const auto grey = static_cast<float>(.02 + .5 * rng.Uniform() * rng.Uniform());
  const auto red = static_cast<float>(rng.Uniform(.6, 1.5));
  const auto green = static_cast<float>(rng.Uniform(.7, 1.3));
  const auto blue = static_cast<float>(rng.Uniform(.6, 1.5));
  return Colour{red, green, blue} * grey;
}

}  // namespace

Painter::Painter(const Identity& identity, const Expression& expression,
                 const Deformation& deformation, const Noise& noise, const Rotation& head,
                 const Rng& person, Rng image)
    : identity_(identity),
      noise_(noise),
      head_(head),
      eyes_(identity, expression, noise),
      brows_(identity, noise),
      mouth_(identity, expression, deformation),
      skin_(identity, expression, noise, person.Substream("moles")),
      whiskers_(identity, noise),
      scalp_(identity, noise),
      cloth_(DrawCloth(image)) {}

void Painter::PaintCloth(const Fragment& fragment, Material& material) const {
  const float x = fragment.canonical.x, y = fragment.canonical.y;
  const float weave = 1 + .12f * noise_(.8f * x, .8f * y) + .15f * noise_(.06f * x, .04f * y);
  material.kind = PixelClass::kCloth;
  material.albedo = cloth_ * weave;
  material.normal = Normalised(fragment.normal + Vec3{.15f * noise_(.05f * x, .02f * y), 0, 0});
  material.oil = 0;
  material.subsurface = 0;
}

/// Scaled by the skin's own brightness: the same stick is darker on dark lips.
void Painter::AddLipstick(float lip, Material& material) const {
  const float amount = .6f * identity_.make_up * lip;
  const float brightness = Clamp01(.25f + Luminance(material.albedo) / .30f);
  material.albedo = Mix(material.albedo, identity_.lipstick * brightness, amount);
}

void Painter::PaintFace(const Fragment& fragment, Material& material) const {
  const Vec2 at{fragment.canonical.x, fragment.canonical.y};
  if (eyes_.Paint(fragment, head_, material)) return;
  const float lip = mouth_.Lip(at);
  skin_.Paint(fragment, lip, material);
  if (mouth_.PaintCavity(at, material)) return;
  if (lip > 0) {
    AddLipstick(lip, material);
    material.wet = .6f * lip;
    const float crack = noise_(1.1f * at.x, .12f * at.y);
    material.normal = Normalised(material.normal + Vec3{.10f * lip * crack, 0, 0});
  }
  if (lip > .5f) material.kind = PixelClass::kLip;
  whiskers_.Paint(fragment, lip, material);
  const float shade = mouth_.LineShade(at) * eyes_.LidShade(at);
  material.albedo = material.albedo * shade;
  material.oil *= shade;
  const float brow = brows_.Coverage(at);
  if (brow > .4f) material.kind = PixelClass::kBrow;
  const Colour brow_colour = Mix(identity_.hair.colour * .7f + Colour{.004f, .0035f, .003f},
                                 {.25f, .24f, .23f}, .55f * identity_.hair.grey);
  material.albedo = Mix(material.albedo, brow_colour, brow);
  material.oil *= 1 - .8f * brow;
}

void Painter::PaintFrame(Material& material) const {
  material.kind = PixelClass::kGlasses;
  material.albedo = identity_.glasses.colour;
  material.oil = 2 * identity_.glasses.gloss;
  material.wet = identity_.glasses.gloss;
  material.subsurface = 0;
}

/// The jaw hangs over the neck and keeps the light from it, which no depth in the picture tells.
float Painter::UnderJaw(const Fragment& neck) const {
  const float side = SmoothStep(15, 100, std::abs(neck.across));
  const float below = Mix(identity_.chin, -66, side) - neck.canonical.y;
  return Mix(.3f, 1, SmoothStep(0, 50, below));
}

Material Painter::Paint(const Fragment& fragment) const {
  Material material;
  material.normal = fragment.normal;
  if (fragment.part == Part::kGlasses) {
    PaintFrame(material);
    return material;
  }
  if (fragment.part == Part::kNeck && fragment.canonical.y < CollarHeight(fragment.canonical)) {
    PaintCloth(fragment, material);
    return material;
  }
  if (fragment.part == Part::kHead && fragment.canonical.z > 0) PaintFace(fragment, material);
  else if (fragment.part != Part::kHair) skin_.Paint(fragment, 0, material);
  if (fragment.part == Part::kNeck) {
    material.kind = PixelClass::kNeck;
    material.open = UnderJaw(fragment);
  }
  if (fragment.part == Part::kEar) material.kind = PixelClass::kEar;
  if (fragment.part != Part::kHead && fragment.part != Part::kHair) return material;
  const float hair = scalp_.Coverage(fragment);
  if (hair > 0) scalp_.Paint(fragment, head_, hair, material);
  return material;
}

}  // namespace swapbench::portrait
