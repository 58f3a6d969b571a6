// SPDX-License-Identifier: Apache-2.0
#include "portrait/brow.h"

namespace swapbench::portrait {

Vec2 Brows::Centre(float t) const {
  return {Mix(identity_.brow_inner, identity_.brow_outer, t), Height(All(t))[0]};
}

Four Brows::Height(Four t) const {
  const Four arc = (t - .64f) / .64f;
  return identity_.brow_y + identity_.brow_arch * (.5f - arc * arc) +
         identity_.eye_tilt * (t - .4f) - 22 * Max(All(0), t - .7f);
}

Four Brows::Thickness(Four t) const {
  return identity_.brow_thickness * (1 - .72f * Pow(Clamp01(t), 1.6f));
}

Four Brows::Coverage(const FourVecs& canonical) const {
  const Four x = Abs(canonical.x), y = canonical.y;
  const Four t = (x - identity_.brow_inner) / (identity_.brow_outer - identity_.brow_inner);
  const FourInts near = (t >= -.1f) & (t <= 1.1f) & (Abs(y - identity_.brow_y) <= 18);
  if (!Any(near)) return All(0);
  const Four distance = Abs(y - Height(t)) / (.5f * Thickness(t) + .4f);
  const Four slant = x - .9f * y * (1 - t) + 1.2f * y * t;
  const Four shift = Where(canonical.x < 0, All(40), All(0));  // the two are not mirror images
  const Four strand = noise_(1.5f * slant + shift, .35f * y + .2f * x);
  const Four fine = noise_(2.3f * x + shift, 2.3f * y);
  const Four edge = SmoothStep(1.35f, .35f, distance + .35f * strand + .2f * fine);
  const Four ends = SmoothStep(-.08f, .14f, t + .05f * strand) * SmoothStep(1.06f, .8f, t);
  const Four coverage = identity_.brow_density * edge * ends * (.85f + .35f * strand + .2f * fine);
  return Where(near, Clamp01(coverage), All(0));
}

}  // namespace swapbench::portrait
