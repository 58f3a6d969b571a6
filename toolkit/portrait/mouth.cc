// SPDX-License-Identifier: Apache-2.0
#include "portrait/mouth.h"

namespace swapbench::portrait {

Mouth::Mouth(const Identity& identity, const Expression& expression, const Deformation& deformation)
    : identity_(identity), expression_(expression), deformation_(deformation) {}

Four Mouth::UpperEdge(Four u) const {
  const Four k = Max(All(0), 1 - u * u), bow = u / .13f;
  return identity_.stomion +
         identity_.upper_lip * Pow(k, .85f) * (1 - .12f * u * u) * (1 - .17f * Exp(-bow * bow));
}

Four Mouth::LowerEdge(Four u) const {
  const Four k = Max(All(0), 1 - u * u);
  return identity_.stomion - identity_.lower_lip * Pow(k, .82f);
}

Four Mouth::Lip(const FourVecs& canonical) const {
  const Four u = canonical.x / identity_.mouth_width, y = canonical.y;
  const FourInts near = (Abs(u) < 1) & (Abs(y - identity_.stomion) <= 18);
  if (!Any(near)) return All(0);
  constexpr float kSoft = .8f;  // millimetres over which red turns into skin
  const Four lip = SmoothStep(kSoft, -kSoft, y - UpperEdge(u)) *
                   SmoothStep(-kSoft, kSoft, y - LowerEdge(u)) * SmoothStep(1, .94f, Abs(u));
  return Where(near, lip, All(0));
}

FourInts Mouth::PaintCavity(const FourVecs& canonical, FourInts lanes,
                            FourSurfaces& surfaces) const {
  if (expression_.jaw <= 0) return FourInts{};
  const Four x = Abs(canonical.x), slit = deformation_.slit(x);
  const Four below_middle = identity_.stomion - canonical.y;
  const FourInts seen = lanes & (slit > .02f) & (Abs(below_middle) < slit);
  if (!Any(seen)) return seen;

  const Four u = x / (.96f * identity_.mouth_width), square = u * u;
  const Four stretch{deformation_.stretch(x[0]), deformation_.stretch(x[1]),
                     deformation_.stretch(x[2]), deformation_.stretch(x[3])};
  const Four stretched = deformation_.mouth_opening() * slit / stretch;
  const Four below_lip = .5f * (below_middle / slit + 1) * stretched;
  const Four above_lip = stretched - below_lip;

  const Four tongue =
      SmoothStep(7, 2, above_lip) * SmoothStep(9, 14, stretched) * SmoothStep(20, 8, x);
  const FourVecs inside =
      Mix(All(Colour{.045f, .014f, .012f}), All(Colour{.20f, .065f, .055f}), tongue);
  static constexpr std::array<float, 5> kGaps = {0, 8.6f, 15.2f, 22.5f, 29.8f};  // between teeth
  Four gap = All(10);
  for (const float place : kGaps) gap = Min(gap, Abs(x - place));
  const Four shown = 3 + 2.5f * expression_.smile + 10 * expression_.jaw - .14f * x -
                     .5f * SmoothStep(1.2f, 0, gap);
  const Four tooth = SmoothStep(.4f, -.4f, below_lip - shown);
  const Four dim = Exp(-square * 3.2f) * Mix(All(.55f), All(1), SmoothStep(0, .5f, gap)) *
                   Mix(All(.45f), All(1), SmoothStep(0, 2.2f, below_lip));
  const FourVecs albedo = Mix(inside, All(Colour{.50f, .45f, .37f}) * dim, tooth);
  surfaces.Classify(seen, PixelClass::kMouthCavity);
  surfaces.albedo = Where(seen, albedo, surfaces.albedo);
  surfaces.open = Where(seen, Mix(All(.35f), All(.85f), tooth), surfaces.open);
  surfaces.oil = Where(seen, All(0), surfaces.oil);
  surfaces.wet = Where(seen, .5f * tooth, surfaces.wet);
  surfaces.subsurface = Where(seen, All(.3f), surfaces.subsurface);
  return seen;
}

Four Mouth::LineShade(const FourVecs& canonical) const {
  const Four dy = (canonical.y - identity_.stomion) / .85f;
  const Four dx = Abs(canonical.x) - 1.03f * identity_.mouth_width;
  const FourInts near = (Abs(dy) <= 8) & (dx <= 6);
  if (!Any(near)) return All(1);
  const Four line = .62f * Exp(-dy * dy) * SmoothStep(1, -1, dx);
  const Four corner = .45f * Exp(-dx * dx / 5 - dy * dy / 7);
  return Where(near, (1 - line) * (1 - corner), All(1));
}

}  // namespace swapbench::portrait
