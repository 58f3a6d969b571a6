// SPDX-License-Identifier: Apache-2.0
#include "portrait/scalp.h"

#include "portrait/hair.h"

namespace swapbench::portrait {

/// A shadow that fades towards the crown of those whose hair has gone.
float Scalp::Shaved(float edge, float y) const {
  return edge * .38f * (1 - .8f * identity_.hair.recession * SmoothStep(30, 80, y));
}

float Scalp::Coverage(const Fragment& fragment) const {
  if (fragment.part == Part::kHair) return 1;
  if (fragment.above_hairline < -16) return 0;
  const float across = fragment.across, y = fragment.canonical.y;
  const Four noise =
      noise_(Four{.10f, 1.1f, 2.7f, 0} * across, Four{0, .18f, .9f, 0} * y + Four{5.5f, 0, 0, 0});
  const float wavy = 3.5f * noise[0], ragged = 2.2f * noise[1] + 1.6f * noise[2];
  const Hair& hair = identity_.hair;
  if (hair.style == HairStyle::kBald)
    return Shaved(SmoothStep(-8, 14, fragment.above_hairline + wavy), y);
  const float edge = SmoothStep(-2.5f, 5, fragment.above_hairline + wavy + ragged);
  return edge * Mix(.82f, 1, Clamp01(hair.length / 4));
}

/// Strands of different brightness, some of them white.
Colour Scalp::Strands(float pattern, float lump, float fine) const {
  const Hair& hair = identity_.hair;
  const float share = .5f + .5f * (.6f * pattern + .4f * fine);
  const float white = SmoothStep(share - .4f, share + .4f, 1.5f * hair.grey - .25f);
  const Colour colour = Mix(hair.colour, {.40f, .39f, .375f}, white);
  return colour * std::max(.15f, 1 + .75f * pattern + .2f * lump);
}

void Scalp::Paint(const Fragment& fragment, const Rotation& head, float coverage,
                  Material& material) const {
  const Hair& hair = identity_.hair;
  const float across = fragment.across, along = fragment.along;
  const Four uneven = noise_(Four{1.3f, 3.1f, .11f, .9f} * across + Four{.08f * along, 0, 0, 0},
                             Four{.07f, .55f, .06f, .8f} * along + Four{.01f * across, 0, 0, 17});
  const float strand = uneven[0], fine = uneven[1], lump = uneven[2], curls = uneven[3];
  const float length = Clamp01((hair.length - 2) / 6);
  const float combed = .6f * Mix(strand, curls, hair.curl) + .4f * fine;
  const float pattern = Mix(fine, combed, length);
  const float cover = Clamp01(coverage * (1 + .3f * (1 - length) * fine));
  material.albedo = Mix(material.albedo, Strands(pattern, lump, fine), cover);
  material.oil *= 1 - cover;
  material.subsurface *= 1 - cover;
  material.sheen = cover * length * (1 - .6f * hair.curl);
  if (fragment.inside) material.open *= .4f;
  const float aside = (.28f * strand + .3f * hair.curl * curls) * length + .12f * lump;
  const Vec3 bent =
      material.normal + head({aside, .10f * fine + .3f * hair.curl * curls * length, 0}) * cover;
  material.normal = Normalised(bent);
  const Vec3 up =
      Mix(head({0, 1, -.3f}), head({1, 0, 0}), CombedSideways(hair, fragment.canonical));
  material.strand = Normalised(up - material.normal * Dot(up, material.normal));
  const bool shaved = hair.style == HairStyle::kBald && coverage > .2f;
  if (coverage > .5f || shaved) material.kind = PixelClass::kHair;
}

}  // namespace swapbench::portrait
