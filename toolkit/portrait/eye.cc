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

float Eyes::UpperLid(float u) const {
  const float k = std::max(0.f, 1 - u * u), open = expression_.lid_opening;
  const float height = identity_.upper_lid * open - (1 - open) * .75f * identity_.lower_lid;
  return identity_.eye_tilt * u + height * Pow(k, .5f) * (1 - .10f * (u + .22f)) -
         1.2f * identity_.epicanthus * k * SmoothStep(-.2f, -1, u);
}

float Eyes::LowerLid(float u) const {
  const float k = std::max(0.f, 1 - u * u);
  return identity_.eye_tilt * u -
         identity_.lower_lid * (1 - .22f * expression_.smile) * Pow(k, .6f) * (1 + .18f * u);
}

/// Real eyeballs are grey in the lids' shade; white ones stare.
Colour Eyes::Sclera(float u) const {
  // In dark sockets less light reaches it.
  const float around = Mix(.8f, 1, SmoothStep(2.4f, .5f, identity_.melanin));
  const Colour white = Colour{.31f, .275f, .25f} * (around * (1 - .22f * u * u));
  const Colour flesh{.33f, .13f, .10f};
  return Mix(white, flesh, SmoothStep(-.72f, -.95f, u) + .05f * SmoothStep(.75f, 1, u));
}

Colour Eyes::Iris(float dx, float dy, float radius) const {
  const float rest = radius / identity_.iris_radius, inverse = 1 / std::max(radius, .05f);
  const float fibres = noise_(9 * dx * inverse + 50, 9 * dy * inverse + 2 * rest);
  Colour iris = identity_.iris * (1 + .45f * fibres - .35f * dy / identity_.iris_radius);
  iris = iris * Mix(1, .3f, SmoothStep(.74f, .98f, rest));
  return Mix(Colour{.004f, .004f, .004f}, iris, SmoothStep(.33f, .40f, rest));
}

bool Eyes::Paint(const Fragment& fragment, const Rotation& head, Material& material) const {
  const float side = fragment.canonical.x < 0 ? -1.f : 1.f, y = fragment.canonical.y;
  const float x = std::abs(fragment.canonical.x) - identity_.eye_x, u = x / half_;
  if (std::abs(u) >= 1 || std::abs(y) > 12) return false;
  const float upper = UpperLid(u), lower = LowerLid(u);
  if (y >= upper || y <= lower) return false;

  const float dx = x - side * expression_.gaze.x, dy = y - expression_.gaze.y - kRestingGaze;
  const float radius = std::sqrt(dx * dx + dy * dy);
  const float white = SmoothStep(identity_.iris_radius - .3f, identity_.iris_radius + .35f, radius);
  material.kind = PixelClass::kEye;
  material.albedo = Mix(Iris(dx, dy, radius), Sclera(u), white);
  const float shade = Mix(.28f, 1, SmoothStep(-.2f, 3.8f, upper - y));
  material.albedo = material.albedo * (shade * Mix(.7f, 1, SmoothStep(0, 1.2f, y - lower)));
  const bool cornea = radius < identity_.iris_radius;
  const float curvature = 1 / (cornea ? kCorneaRadius : kEyeballRadius);
  const float nx = side * (cornea ? dx : x) * curvature, ny = (cornea ? dy : y) * curvature;
  material.normal = head({nx, ny, std::sqrt(std::max(.05f, 1 - nx * nx - ny * ny))});
  material.oil = 0;
  material.glint = cornea ? .8f : .06f;
  material.subsurface = .5f;
  return true;
}

float Eyes::LidShade(Vec2 canonical) const {
  const float x = std::abs(canonical.x) - identity_.eye_x, y = canonical.y, u = x / half_;
  if (std::abs(u) > 1.25f || std::abs(y) > 20) return 1;
  const float inside = std::clamp(u, -1.f, 1.f), k = 1 - inside * inside;
  const float upper = UpperLid(inside), lower = LowerLid(inside);
  const float female = std::max(0.f, -identity_.sex_axis);
  const float ends = SmoothStep(1.16f, .95f, std::abs(u));

  const float lash =
      (2.15f + female * (.5f + identity_.make_up)) * (.6f + .5f * SmoothStep(-1, 1, u));
  const float lashes = .97f * SmoothStep(lash + .5f, .3f * lash, std::abs(y - upper - .4f * lash)) *
                       SmoothStep(1.2f, .98f, u) * SmoothStep(-1.05f, -.85f, u);
  const float below =
      .50f * Exp(-(y - lower) * (y - lower) / .5f) * SmoothStep(-.9f, .2f, u) * ends;
  const float fold = y - upper - identity_.crease * Pow(k + .04f, .4f);
  const float crease = .5f * Exp(-fold * fold / .9f) * ends;
  const float above = SmoothStep(0, 1, y - upper) * SmoothStep(1.5f, -1, fold);
  const float powder = .28f * identity_.make_up * above * ends;
  return (1 - lashes) * (1 - below) * (1 - crease) * (1 - powder);
}

}  // namespace swapbench::portrait
