// SPDX-License-Identifier: Apache-2.0
#include "portrait/scalp.h"

namespace swapbench::portrait {

/// A shadow that fades towards the crown of those whose hair has gone.
float Scalp::Shaved(float edge, float y) const {
  return edge * .38f * (1 - .8f * identity_.recession * SmoothStep(30, 80, y));
}

float Scalp::Coverage(const Fragment& fragment) const {
  if (fragment.above_hairline < -16) return 0;
  const float across = fragment.azimuth, y = fragment.canonical.y;
  const float wavy = 3.5f * noise_(.10f * across, 5.5f);
  const float ragged =
      2.2f * noise_(1.1f * across, .18f * y) + 1.6f * noise_(2.7f * across, .9f * y);
  if (identity_.bald) return Shaved(SmoothStep(-8, 14, fragment.above_hairline + wavy), y);
  const float edge = SmoothStep(-2.5f, 5, fragment.above_hairline + wavy + ragged);
  return edge * Mix(.82f, 1, Clamp01(identity_.hair_length / 4));
}

void Scalp::Paint(const Fragment& fragment, const Rotation& head, float coverage,
                  Material& material) const {
  const float across = fragment.azimuth, y = fragment.canonical.y;
  const float strand = noise_(1.3f * across + .08f * y, .07f * y + .01f * across);
  const float fine = noise_(3.1f * across, .55f * y), lump = noise_(.11f * across, .06f * y);
  const float length = Clamp01((identity_.hair_length - 2) / 6);
  const float pattern = Mix(fine, .6f * strand + .4f * fine, length);
  const Colour hair = identity_.hair * std::max(.15f, 1 + .75f * pattern + .2f * lump);
  const float cover = Clamp01(coverage * (1 + .3f * (1 - length) * fine));
  material.albedo = Mix(material.albedo, hair, cover);
  material.oil *= 1 - cover;
  material.subsurface *= 1 - cover;
  material.sheen = cover * length;
  const Vec3 bent =
      material.normal + head({.28f * strand * length + .12f * lump, .10f * fine, 0}) * cover;
  material.normal = Normalised(bent);
  const Vec3 up = head({0, 1, -.3f});
  material.strand = Normalised(up - material.normal * Dot(up, material.normal));
  if (coverage > .5f || (identity_.bald && coverage > .2f)) material.kind = PixelClass::kHair;
}

}  // namespace swapbench::portrait
