// SPDX-License-Identifier: Apache-2.0
#include "portrait/mouth.h"

namespace swapbench::portrait {

Mouth::Mouth(const Identity& identity, const Expression& expression, const Deformation& deformation)
    : identity_(identity), expression_(expression), deformation_(deformation) {}

float Mouth::UpperEdge(float u) const {
  const float k = std::max(0.f, 1 - u * u), bow = u / .13f;
  return identity_.stomion +
         identity_.upper_lip * Pow(k, .85f) * (1 - .12f * u * u) * (1 - .17f * Exp(-bow * bow));
}

float Mouth::LowerEdge(float u) const {
  const float k = std::max(0.f, 1 - u * u);
  return identity_.stomion - identity_.lower_lip * Pow(k, .82f);
}

float Mouth::Lip(Vec2 canonical) const {
  const float u = canonical.x / identity_.mouth_width, y = canonical.y;
  if (std::abs(u) >= 1 || std::abs(y - identity_.stomion) > 18) return 0;
  constexpr float kSoft = .8f;  // millimetres over which red turns into skin
  return SmoothStep(kSoft, -kSoft, y - UpperEdge(u)) * SmoothStep(-kSoft, kSoft, y - LowerEdge(u)) *
         SmoothStep(1, .94f, std::abs(u));
}

bool Mouth::PaintCavity(Vec2 canonical, Material& material) const {
  if (expression_.jaw <= 0) return false;
  const float x = std::abs(canonical.x), slit = deformation_.slit(x);
  const float below_middle = identity_.stomion - canonical.y;
  if (slit <= .02f || std::abs(below_middle) >= slit) return false;

  const float u = x / (.96f * identity_.mouth_width), square = u * u;
  const float stretched = deformation_.mouth_opening() * slit / deformation_.stretch(x);
  const float below_lip = .5f * (below_middle / slit + 1) * stretched;
  const float above_lip = stretched - below_lip;

  Colour inside{.045f, .014f, .012f};
  const float tongue =
      SmoothStep(7, 2, above_lip) * SmoothStep(9, 14, stretched) * SmoothStep(20, 8, x);
  inside = Mix(inside, {.20f, .065f, .055f}, tongue);
  static constexpr std::array<float, 5> kGaps = {0, 8.6f, 15.2f, 22.5f, 29.8f};  // between teeth
  float gap = 10;
  for (const float place : kGaps) gap = std::min(gap, std::abs(x - place));
  const float shown = 3 + 2.5f * expression_.smile + 10 * expression_.jaw - .14f * x -
                      .5f * SmoothStep(1.2f, 0, gap);
  const float tooth = SmoothStep(.4f, -.4f, below_lip - shown);
  const float dim = Exp(-square * 3.2f) * Mix(.55f, 1, SmoothStep(0, .5f, gap)) *
                    Mix(.45f, 1, SmoothStep(0, 2.2f, below_lip));
  material.kind = PixelClass::kMouthCavity;
  material.albedo = Mix(inside, Colour{.50f, .45f, .37f} * dim, tooth);
  material.open = Mix(.35f, .85f, tooth);
  material.oil = 0;
  material.wet = .5f * tooth;
  material.subsurface = .3f;
  return true;
}

float Mouth::LineShade(Vec2 canonical) const {
  const float dy = (canonical.y - identity_.stomion) / .85f;
  const float dx = std::abs(canonical.x) - 1.03f * identity_.mouth_width;
  if (std::abs(dy) > 8 || dx > 6) return 1;
  const float line = .62f * Exp(-dy * dy) * SmoothStep(1, -1, dx);
  const float corner = .45f * Exp(-dx * dx / 5 - dy * dy / 7);
  return (1 - line) * (1 - corner);
}

}  // namespace swapbench::portrait
