// SPDX-License-Identifier: Apache-2.0
#include "portrait/eye.h"

namespace swapbench::portrait {
namespace {

constexpr float kEyeballRadius = 13.1f, kCorneaRadius = 7.8f;
constexpr float kRestingGaze = .9f;  // the upper lid covers a little of the iris, the lower touches

}  // namespace

Eyes::Eyes(const Identity& identity, const Expression& expression, const Noise& noise)
    : identity_(identity),
      expression_(expression),
      noise_(noise),
      half_(.5f * identity.eye_width) {}

Four Eyes::UpperLid(Four u) const {
  const Four k = Max(All(0), 1 - u * u);
  const float open = expression_.lid_opening;
  const float height = identity_.upper_lid * open - (1 - open) * .75f * identity_.lower_lid;
  return identity_.eye_tilt * u + height * Pow(k, .5f) * (1 - .10f * (u + .22f)) -
         1.2f * identity_.epicanthus * k * SmoothStep(-.2f, -1, u);
}

Four Eyes::LowerLid(Four u) const {
  const Four k = Max(All(0), 1 - u * u);
  return identity_.eye_tilt * u -
         identity_.lower_lid * (1 - .22f * expression_.smile) * Pow(k, .6f) * (1 + .18f * u);
}

/// Real eyeballs are grey in the lids' shade; white ones stare.
FourVecs Eyes::Sclera(Four u) const {
  // In dark sockets less light reaches it.
  const float around = Mix(.8f, 1, SmoothStep(2.4f, .5f, identity_.melanin));
  const FourVecs white = All(Colour{.31f, .275f, .25f}) * (around * (1 - .22f * u * u));
  const Colour flesh{.33f, .13f, .10f};
  return Mix(white, All(flesh), SmoothStep(-.72f, -.95f, u) + .05f * SmoothStep(.75f, 1, u));
}

FourVecs Eyes::Iris(Four dx, Four dy, Four radius) const {
  const Four rest = radius / identity_.iris_radius, inverse = 1 / Max(radius, All(.05f));
  const Four fibres = noise_(9 * dx * inverse + 50, 9 * dy * inverse + 2 * rest);
  FourVecs iris = All(identity_.iris) * (1 + .45f * fibres - .35f * dy / identity_.iris_radius);
  iris = iris * Mix(All(1), All(.3f), SmoothStep(.74f, .98f, rest));
  return Mix(All(Colour{.004f, .004f, .004f}), iris, SmoothStep(.33f, .40f, rest));
}

FourInts Eyes::Paint(const FourFragments& fragments, FourInts lanes, const Rotation& head,
                     FourSurfaces& surfaces) const {
  const Four side = Where(fragments.canonical.x < 0, All(-1), All(1)), y = fragments.canonical.y;
  const Four x = Abs(fragments.canonical.x) - identity_.eye_x, u = x / half_;
  FourInts seen = lanes & (Abs(u) < 1) & (Abs(y) <= 12);
  if (!Any(seen)) return seen;
  const Four upper = UpperLid(u), lower = LowerLid(u);
  seen &= (y < upper) & (y > lower);
  if (!Any(seen)) return seen;

  const Four dx = x - side * expression_.gaze.x, dy = y - expression_.gaze.y - kRestingGaze;
  const Four radius = Root(dx * dx + dy * dy);
  const Four white = SmoothStep(identity_.iris_radius - .3f, identity_.iris_radius + .35f, radius);
  const Four shade = Mix(All(.28f), All(1), SmoothStep(-.2f, 3.8f, upper - y)) *
                     Mix(All(.7f), All(1), SmoothStep(0, 1.2f, y - lower));
  const FourVecs albedo = Mix(Iris(dx, dy, radius), Sclera(u), white) * shade;
  const FourInts cornea = radius < identity_.iris_radius;
  const Four curvature = Where(cornea, All(1 / kCorneaRadius), All(1 / kEyeballRadius));
  const Four nx = side * Where(cornea, dx, x) * curvature, ny = Where(cornea, dy, y) * curvature;
  const Four nz = Root(Max(All(.05f), 1 - nx * nx - ny * ny));
  surfaces.Classify(seen, PixelClass::kEye);
  surfaces.albedo = Where(seen, albedo, surfaces.albedo);
  surfaces.normal = Where(seen, Turned(head, {nx, ny, nz}), surfaces.normal);
  surfaces.oil = Where(seen, All(0), surfaces.oil);
  surfaces.glint = Where(seen, Where(cornea, All(.8f), All(.06f)), surfaces.glint);
  surfaces.subsurface = Where(seen, All(.5f), surfaces.subsurface);
  return seen;
}

Four Eyes::LidShade(const FourVecs& canonical) const {
  const Four x = Abs(canonical.x) - identity_.eye_x, y = canonical.y, u = x / half_;
  const FourInts near = (Abs(u) <= 1.25f) & (Abs(y) <= 20);
  if (!Any(near)) return All(1);
  const Four inside = Min(Max(u, All(-1)), All(1)), k = 1 - inside * inside;
  const Four upper = UpperLid(inside), lower = LowerLid(inside);
  const float female = std::max(0.f, -identity_.sex_axis);
  const Four ends = SmoothStep(1.16f, .95f, Abs(u));

  const Four lash =
      (2.15f + female * (.5f + identity_.make_up)) * (.6f + .5f * SmoothStep(-1, 1, u));
  const Four lashes = .97f * SmoothStep(lash + .5f, .3f * lash, Abs(y - upper - .4f * lash)) *
                      SmoothStep(1.2f, .98f, u) * SmoothStep(-1.05f, -.85f, u);
  const Four below = .50f * Exp(-(y - lower) * (y - lower) / .5f) * SmoothStep(-.9f, .2f, u) * ends;
  const Four fold = y - upper - identity_.crease * Pow(k + .04f, .4f);
  const Four crease = .5f * Exp(-fold * fold / .9f) * ends;
  const Four above = SmoothStep(0, 1, y - upper) * SmoothStep(1.5f, -1, fold);
  const Four powder = .28f * identity_.make_up * above * ends;
  return Where(near, (1 - lashes) * (1 - below) * (1 - crease) * (1 - powder), All(1));
}

}  // namespace swapbench::portrait
