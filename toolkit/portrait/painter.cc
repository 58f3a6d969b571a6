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

void Painter::PaintCloth(const FourFragments& fragments, FourInts lanes,
                         FourSurfaces& surfaces) const {
  const Four x = fragments.canonical.x, y = fragments.canonical.y;
  const Four weave = 1 + .12f * noise_(.8f * x, .8f * y) + .15f * noise_(.06f * x, .04f * y);
  const Four fold = .15f * noise_(.05f * x, .02f * y);
  const FourVecs normal = Normalised(fragments.normal + FourVecs{fold, All(0), All(0)});
  surfaces.Classify(lanes, PixelClass::kCloth);
  surfaces.albedo = Where(lanes, All(cloth_) * weave, surfaces.albedo);
  surfaces.normal = Where(lanes, normal, surfaces.normal);
  surfaces.oil = Where(lanes, All(0), surfaces.oil);
  surfaces.subsurface = Where(lanes, All(0), surfaces.subsurface);
}

void Painter::PaintLips(const FourVecs& at, FourInts lanes, Four lip,
                        FourSurfaces& surfaces) const {
  lanes &= lip > 0;
  if (!Any(lanes)) return;
  // Scaled by the skin's own brightness: the same stick is darker on dark lips.
  const Four brightness = Clamp01(.25f + Luminances(surfaces.albedo) / .30f);
  const FourVecs stick = All(identity_.lipstick) * brightness;
  const FourVecs albedo = Mix(surfaces.albedo, stick, .6f * identity_.make_up * lip);
  const Four crack = noise_(1.1f * at.x, .12f * at.y);
  const FourVecs bent = surfaces.normal + FourVecs{.10f * lip * crack, All(0), All(0)};
  surfaces.albedo = Where(lanes, albedo, surfaces.albedo);
  surfaces.wet = Where(lanes, .6f * lip, surfaces.wet);
  surfaces.normal = Where(lanes, Normalised(bent), surfaces.normal);
  surfaces.Classify(lanes & (lip > .5f), PixelClass::kLip);
}

void Painter::PaintBrows(const FourVecs& at, FourInts lanes, FourSurfaces& surfaces) const {
  const Four brow = Where(lanes, brows_.Coverage(at), All(0));
  if (!Any(brow > 0)) return;
  const Colour colour = Mix(identity_.hair.colour * .7f + Colour{.004f, .0035f, .003f},
                            {.25f, .24f, .23f}, .55f * identity_.hair.grey);
  surfaces.albedo = Mix(surfaces.albedo, All(colour), brow);
  surfaces.oil *= 1 - .8f * brow;
  surfaces.Classify(brow > .4f, PixelClass::kBrow);
}

void Painter::PaintFace(const FourFragments& fragments, FourInts lanes, Four lip,
                        FourSurfaces& surfaces) const {
  const FourVecs& at = fragments.canonical;
  lanes &= ~mouth_.PaintCavity(at, lanes, surfaces);
  PaintLips(at, lanes, lip, surfaces);
  whiskers_.Paint(fragments, lanes, lip, surfaces);
  const Four shade = Where(lanes, mouth_.LineShade(at) * eyes_.LidShade(at), All(1));
  surfaces.albedo = surfaces.albedo * shade;
  surfaces.oil *= shade;
  PaintBrows(at, lanes, surfaces);
}

void Painter::PaintFrame(FourInts lanes, FourSurfaces& surfaces) const {
  surfaces.Classify(lanes, PixelClass::kGlasses);
  surfaces.albedo = Where(lanes, All(identity_.glasses.colour), surfaces.albedo);
  surfaces.oil = Where(lanes, All(2 * identity_.glasses.gloss), surfaces.oil);
  surfaces.wet = Where(lanes, All(identity_.glasses.gloss), surfaces.wet);
  surfaces.subsurface = Where(lanes, All(0), surfaces.subsurface);
}

/// The jaw hangs over the neck and keeps the light from it, which no depth in the picture tells.
void Painter::PaintNeck(const FourFragments& fragments, FourInts lanes,
                        FourSurfaces& surfaces) const {
  const Four side = SmoothStep(15, 100, Abs(fragments.across));
  const Four below = Mix(All(identity_.chin), All(-66), side) - fragments.canonical.y;
  const Four open = Mix(All(.3f), All(1), SmoothStep(0, 50, below));
  surfaces.Classify(lanes, PixelClass::kNeck);
  surfaces.open = Where(lanes, open, surfaces.open);
}

/// Skin with all that lies in it or on it, but for hair of the head.
void Painter::PaintSkin(const FourFragments& fragments, FourInts lanes,
                        FourSurfaces& surfaces) const {
  const FourInts face = lanes & fragments.AreFace(), neck = lanes & fragments.Are(Part::kNeck);
  surfaces.Classify(lanes & fragments.Are(Part::kEar), PixelClass::kEar);
  if (Any(neck)) PaintNeck(fragments, neck, surfaces);
  if (!Any(face)) return skin_.Paint(fragments, lanes, All(0), surfaces);
  const FourInts eye = eyes_.Paint(fragments, face, head_, surfaces);
  const Four lip = Where(face, mouth_.Lip(fragments.canonical), All(0));
  skin_.Paint(fragments, lanes & ~eye, lip, surfaces);
  PaintFace(fragments, face & ~eye, lip, surfaces);
}

FourSurfaces Painter::Paint(const FourFragments& fragments) const {
  FourSurfaces surfaces;
  surfaces.normal = fragments.normal;
  const FourInts frame = fragments.Are(Part::kGlasses), hair = fragments.Are(Part::kHair);
  const FourInts cloth =
      fragments.Are(Part::kNeck) & (fragments.canonical.y < CollarHeight(fragments.canonical));
  const FourInts skin = ~(frame | hair | cloth);
  if (Any(skin)) PaintSkin(fragments, skin, surfaces);
  if (Any(frame)) PaintFrame(frame, surfaces);
  if (Any(cloth)) PaintCloth(fragments, cloth, surfaces);
  const Four covered = scalp_.Coverage(fragments);
  if (Any(covered > 0)) scalp_.Paint(fragments, head_, covered, surfaces);
  return surfaces;
}

}  // namespace swapbench::portrait
