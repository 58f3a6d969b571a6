// SPDX-License-Identifier: Apache-2.0
#include "portrait/beard.h"

#include "portrait/skin.h"

namespace swapbench::portrait {
namespace {

/// Jaw, chin and the cheeks below a line that rises from the mouth's corner to the ear.
float Jaw(const Identity& p, Vec3 at) {
  const float side = SmoothStep(72, 20, at.z);
  const float line = Mix(p.stomion + 5, -4, side * side);
  return SmoothStep(line + 7, line - 7, at.y) * SmoothStep(-10, 10, at.z);
}

float UpperLip(const Identity& p, float x, float y) {
  return SmoothStep(p.mouth_width + 7, p.mouth_width - 3, x + .5f * std::max(0.f, p.stomion - y)) *
         SmoothStep(p.subnasale - 1, p.subnasale - 7, y + .25f * x) *
         SmoothStep(p.stomion - 14, p.stomion - 6, y);
}

float Chin(const Identity& p, float x, float y) {
  const float around = SmoothStep(p.mouth_width + 8, p.mouth_width + 1, x);
  const float below = SmoothStep(p.stomion - p.lower_lip - 1, p.stomion - p.lower_lip - 8, y);
  const float beside = SmoothStep(p.mouth_width - 3, p.mouth_width + 2, x) *
                       SmoothStep(p.stomion + 2, p.stomion - 4, y);
  return around * std::max(below, beside);
}

}  // namespace

float BeardMask(const Identity& p, Vec3 at) {
  if (at.y > 12 || at.z < -12) return 0;
  const float x = std::abs(at.x);
  switch (p.beard.style) {
    case BeardStyle::kMoustache:
      return UpperLip(p, x + 5, at.y) * SmoothStep(p.stomion - 6, p.stomion + 1, at.y);
    case BeardStyle::kGoatee:
      return std::max(UpperLip(p, x, at.y), Chin(p, x, at.y));
    default:
      return std::max({Jaw(p, at), UpperLip(p, x, at.y), Chin(p, x, at.y)});
  }
}

/// Shaved hair shows through as specks.
void Whiskers::PaintShadow(const FourFragments& fragments, FourInts lanes, Four lip,
                           FourSurfaces& surfaces) const {
  const Four x = 1.25f * fragments.across, y = fragments.canonical.y;  // as Paint below
  const Four specks =
      Clamp01(.62f + .5f * noise_(1.9f * x, 1.9f * y) + .3f * noise_(3.1f * x + 11, 3.1f * y + 5));
  const Four shadow =
      Where(lanes, identity_.beard.density * fragments.beard * (1 - lip) * specks, All(0));
  surfaces.albedo =
      Mix(surfaces.albedo, All(identity_.hair.colour * .6f + kDarkestSkin), .55f * shadow);
  surfaces.oil *= 1 - .5f * shadow;
}

void Whiskers::Paint(const FourFragments& fragments, FourInts lanes, Four lip,
                     FourSurfaces& surfaces) const {
  lanes &= fragments.beard > .02f;
  if (identity_.beard.density <= 0 || !Any(lanes)) return;
  if (identity_.beard.length <= 0) return PaintShadow(fragments, lanes, lip, surfaces);
  const Four x = 1.25f * fragments.across, y = fragments.canonical.y;
  // Slanting outwards, another way on each side.
  const Four slant = Abs(x) + Where(x < 0, All(37), All(0)) + .45f * y;
  const Four strand = noise_(1.1f * slant, .16f * (y - .3f * Abs(x)));
  const Four fine = noise_(2.7f * slant, .5f * y), specks = noise_(2.2f * x + 9, 2.2f * y);
  const float thick = Clamp01(identity_.beard.length / 4);
  const Four edge = fragments.beard + .22f * strand + .16f * fine;
  const Four grown = SmoothStep(.25f, .72f, edge) * (1 - SmoothStep(.3f, .8f, lip)) *
                     Mix(.62f + .35f * specks, All(1), All(thick));
  lanes &= grown > 0;
  if (!Any(lanes)) return;
  const Four cover = Where(lanes, grown, All(0));
  const Four white = Clamp01(1.3f * identity_.hair.grey - .15f + .25f * specks);
  const FourVecs hair =
      Mix(All(identity_.hair.colour * .9f), All(Colour{.42f, .41f, .39f}), white) *
      Max(All(.2f), 1 + .55f * strand + .45f * fine);
  surfaces.albedo = Mix(surfaces.albedo, hair, Clamp01(cover));
  surfaces.oil *= 1 - .9f * cover;
  surfaces.subsurface *= 1 - .8f * cover;
  const Four relief = .30f * cover * thick;
  const FourVecs bent = surfaces.normal + FourVecs{relief * strand, relief * fine, All(0)};
  surfaces.normal = Where(lanes, Normalised(bent), surfaces.normal);
  surfaces.Classify(cover > .5f, PixelClass::kBeard);
}

}  // namespace swapbench::portrait
