// SPDX-License-Identifier: Apache-2.0
#include "portrait/brow.h"

namespace swapbench::portrait {

Vec2 Brows::Centre(float t) const {
  const float arc = (t - .64f) / .64f;
  return {Mix(identity_.brow_inner, identity_.brow_outer, t),
          identity_.brow_y + identity_.brow_arch * (.5f - arc * arc) +
              identity_.eye_tilt * (t - .4f) - 22 * std::max(0.f, t - .7f)};
}

float Brows::Thickness(float t) const {
  return identity_.brow_thickness * (1 - .72f * Pow(Clamp01(t), 1.6f));
}

float Brows::Coverage(Vec2 canonical) const {
  const float x = std::abs(canonical.x), y = canonical.y;
  const float t = (x - identity_.brow_inner) / (identity_.brow_outer - identity_.brow_inner);
  if (t < -.1f || t > 1.1f || std::abs(y - identity_.brow_y) > 18) return 0;
  const float distance = std::abs(y - Centre(t).y) / (.5f * Thickness(t) + .4f);
  const float slant = x - .9f * y * (1 - t) + 1.2f * y * t;
  const float shift = canonical.x < 0 ? 40.f : 0.f;  // the two are not mirror images
  const float strand = noise_(1.5f * slant + shift, .35f * y + .2f * x);
  const float fine = noise_(2.3f * x + shift, 2.3f * y);
  const float edge = SmoothStep(1.35f, .35f, distance + .35f * strand + .2f * fine);
  const float ends = SmoothStep(-.08f, .14f, t + .05f * strand) * SmoothStep(1.06f, .8f, t);
  return Clamp01(identity_.brow_density * edge * ends * (.85f + .35f * strand + .2f * fine));
}

}  // namespace swapbench::portrait
