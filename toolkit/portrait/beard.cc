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
void Whiskers::PaintShadow(const Fragment& fragment, float lip, Material& material) const {
  const float x = 1.25f * fragment.across, y = fragment.canonical.y;  // as Paint below
  const float specks =
      Clamp01(.62f + .5f * noise_(1.9f * x, 1.9f * y) + .3f * noise_(3.1f * x + 11, 3.1f * y + 5));
  const float shadow = identity_.beard.density * fragment.beard * (1 - lip) * specks;
  material.albedo = Mix(material.albedo, identity_.hair.colour * .6f + kDarkestSkin, .55f * shadow);
  material.oil *= 1 - .5f * shadow;
}

void Whiskers::Paint(const Fragment& fragment, float lip, Material& material) const {
  if (fragment.beard <= .02f || identity_.beard.density <= 0) return;
  if (identity_.beard.length <= 0) return PaintShadow(fragment, lip, material);
  const float x = 1.25f * fragment.across, y = fragment.canonical.y;
  // Slanting outwards, another way on each side.
  const float slant = std::abs(x) + (x < 0 ? 37.f : 0.f) + .45f * y;
  const float strand = noise_(1.1f * slant, .16f * (y - .3f * std::abs(x)));
  const float fine = noise_(2.7f * slant, .5f * y), specks = noise_(2.2f * x + 9, 2.2f * y);
  const float thick = Clamp01(identity_.beard.length / 4);
  const float edge = fragment.beard + .22f * strand + .16f * fine;
  const float cover = SmoothStep(.25f, .72f, edge) * (1 - SmoothStep(.3f, .8f, lip)) *
                      Mix(.62f + .35f * specks, 1, thick);
  if (cover <= 0) return;
  const float white = Clamp01(1.3f * identity_.hair.grey - .15f + .25f * specks);
  const Colour hair = Mix(identity_.hair.colour * .9f, {.42f, .41f, .39f}, white) *
                      std::max(.2f, 1 + .55f * strand + .45f * fine);
  material.albedo = Mix(material.albedo, hair, Clamp01(cover));
  material.oil *= 1 - .9f * cover;
  material.subsurface *= 1 - .8f * cover;
  const float relief = .30f * cover * thick;
  material.normal = Normalised(material.normal + Vec3{relief * strand, relief * fine, 0});
  if (cover > .5f) material.kind = PixelClass::kBeard;
}

}  // namespace swapbench::portrait
