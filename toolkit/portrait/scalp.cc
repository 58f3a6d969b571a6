// SPDX-License-Identifier: Apache-2.0
#include "portrait/scalp.h"

#include "portrait/hair.h"

namespace swapbench::portrait {

/// A shadow that fades towards the crown of those whose hair has gone.
Four Scalp::Shaved(Four edge, Four y) const {
  return edge * .38f * (1 - .8f * identity_.hair.recession * SmoothStep(30, 80, y));
}

Four Scalp::Roots(const FourFragments& fragments) const {
  const Four across = fragments.across, y = fragments.canonical.y;
  const Four edge = fragments.above_hairline + 3.5f * noise_(.10f * across, All(5.5f));
  const Hair& hair = identity_.hair;
  if (hair.style == HairStyle::kBald) return Shaved(SmoothStep(-8, 14, edge), y);
  const Four ragged =
      2.2f * noise_(1.1f * across, .18f * y) + 1.6f * noise_(2.7f * across, .9f * y);
  return SmoothStep(-2.5f, 5, edge + ragged) * Mix(.82f, 1, Clamp01(hair.length / 4));
}

Four Scalp::Coverage(const FourFragments& fragments) const {
  const FourInts hair = fragments.Are(Part::kHair);
  const FourInts rooted = fragments.Are(Part::kHead) & (fragments.above_hairline >= -16);
  const Four roots = Any(rooted) ? Where(rooted, Roots(fragments), All(0)) : All(0);
  return Where(hair, All(1), roots);
}

/// Strands of different brightness, some of them white.
FourVecs Scalp::Strands(Four pattern, Four lump, Four fine) const {
  const Hair& hair = identity_.hair;
  const Four share = .5f + .5f * (.6f * pattern + .4f * fine);
  const Four white = SmoothStep(share - .4f, share + .4f, All(1.5f * hair.grey - .25f));
  const FourVecs colour = Mix(All(hair.colour), All(Colour{.40f, .39f, .375f}), white);
  return colour * Max(All(.15f), 1 + .75f * pattern + .2f * lump);
}

void Scalp::Paint(const FourFragments& fragments, const Rotation& head, Four coverage,
                  FourSurfaces& surfaces) const {
  const FourInts lanes = coverage > 0;
  const Hair& hair = identity_.hair;
  const Four across = fragments.across, along = fragments.along;
  const Four strand = noise_(1.3f * across + .08f * along, .07f * along + .01f * across),
             fine = noise_(3.1f * across, .55f * along), lump = noise_(.11f * across, .06f * along),
             curls = noise_(.9f * across, .8f * along + 17);
  const float length = Clamp01((hair.length - 2) / 6);
  const Four combed = .6f * Mix(strand, curls, All(hair.curl)) + .4f * fine;
  const Four pattern = Mix(fine, combed, All(length));
  const Four cover = Clamp01(coverage * (1 + .3f * (1 - length) * fine));
  surfaces.albedo = Mix(surfaces.albedo, Strands(pattern, lump, fine), cover);
  surfaces.oil *= 1 - cover;
  surfaces.subsurface *= 1 - cover;
  surfaces.sheen = cover * length * (1 - .6f * hair.curl);
  surfaces.open *= Where(lanes & fragments.inside, All(.4f), All(1));
  const Four aside = (.28f * strand + .3f * hair.curl * curls) * length + .12f * lump;
  const FourVecs lifted{aside, .10f * fine + .3f * hair.curl * curls * length, All(0)};
  const FourVecs bent = Normalised(surfaces.normal + Turned(head, lifted) * cover);
  surfaces.normal = Where(lanes, bent, surfaces.normal);
  const FourVecs up =
      Mix(All(head({0, 1, -.3f})), All(head({1, 0, 0})), CombedSideways(hair, fragments.canonical));
  surfaces.strand = Normalised(up - surfaces.normal * Dot(up, surfaces.normal));
  const float visible = hair.style == HairStyle::kBald ? .2f : .5f;
  surfaces.Classify(coverage > visible, PixelClass::kHair);
}

}  // namespace swapbench::portrait
