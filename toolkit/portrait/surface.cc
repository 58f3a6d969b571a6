// SPDX-License-Identifier: Apache-2.0
#include "portrait/surface.h"

#include <numbers>

#include "core/stable_math.h"
#include "portrait/beard.h"
#include "portrait/lanes.h"

namespace swapbench::portrait {
namespace {

constexpr float kRoundness = 2.35f;  // exponent of the cross-section; 2 is an ellipse

float Radians(float degrees) { return degrees * static_cast<float>(std::numbers::pi / 180); }

}  // namespace

Azimuth::Azimuth(float angle)
    : degrees(angle),
      sin(static_cast<float>(stable::Sin(Radians(angle)))),
      cos(static_cast<float>(stable::Cos(Radians(angle)))),
      sin_power(Pow(std::abs(sin), kRoundness)),
      cos_power(Pow(std::abs(cos), kRoundness)) {}

HeadSurface::HeadSurface(const Identity& identity)
    : identity_(identity),
      width_(HalfWidth(identity)),
      front_(FrontDepth(identity)),
      nose_height_(NoseHeight(identity)),
      nose_half_width_(NoseHalfWidth(identity)),
      hairline_(Hairline(identity)),
      bumps_(FacialBumps(identity)) {}

HeadSurface::Row HeadSurface::RowAt(float y) const {
  Row row;
  row.y = y;
  const float top = identity_.top();
  row.width = width_(y);
  row.front = front_(y);
  row.back = Mix(56, 96, SmoothStep(-80, 20, y));
  // The domes continue the slope of the curves: an ellipse would leave a crease.
  const float side = Clamp01((y - kDomeWidth) / (top - kDomeWidth));
  const float depth = Clamp01((y - kDomeDepth) / (top - kDomeDepth));
  if (side > 0) row.width *= std::sqrt(1 - Pow(side, 2.15f));
  if (depth > 0) {
    row.front *= std::sqrt(1 - Pow(depth, 2.3f));
    row.back *= Pow(1 - depth * depth, .45f);
  }
  row.width_power = Pow(1 / row.width, kRoundness);
  row.front_power = Pow(1 / row.front, kRoundness);
  row.back_power = Pow(1 / row.back, kRoundness);
  row.nose_half_width = nose_half_width_(y);
  for (Bump bump : bumps_) {
    bump.rise *= Bell(y, bump.y, bump.height);
    if (std::abs(bump.rise) > .003f) row.bumps.push_back(bump);
  }
  return row;
}

float HeadSurface::Nose(const Row& row, float x) const {
  const float sn = identity_.subnasale;
  if (row.y < sn - 8 || row.y > 16) return 0;
  const float u = x / row.nose_half_width, square = u * u;
  // The base hangs lower in the middle, which rounds the underside.
  const float drop = .014f * std::min(x * x, 140.f) * SmoothStep(sn + 14, sn + 2, row.y);
  return nose_height_(row.y - drop) *
         (.70f * Exp(-square * (.45f + .22f * square)) + .30f * Exp(-.26f * square));
}

float HeadSurface::Lips(float x, float y) const {
  const Identity& p = identity_;
  const float u = x / (p.mouth_width + 1), k = 1 - u * u, dy = y - p.stomion;
  if (k <= 0 || std::abs(dy) > 3 * p.lower_lip) return 0;
  const auto ridge = [dy](float centre, float width) {
    const float v = (dy - centre) / width;
    return Exp(-v * v);
  };
  return (1.6f + .16f * p.upper_lip) * k * ridge(.55f * p.upper_lip, .5f * p.upper_lip + .8f) +
         (1.7f + .17f * p.lower_lip) * k * ridge(-.48f * p.lower_lip, .42f * p.lower_lip + .8f) -
         2.2f * std::sqrt(k) * ridge(0, 1.5f);
}

float HeadSurface::eye_front() const { return front_(0) - 18.5f - .8f * identity_.eye_depth; }

float HeadSurface::WithEyeball(float x, float y, float z) const {
  constexpr float kRadius = 13.1f, kBlend = 3.2f;
  const float dx = std::abs(x) - identity_.eye_x;
  const float height = kRadius * kRadius - .5f * dx * dx - y * y;
  if (height <= 0) return z;
  const float ball = eye_front() + std::sqrt(height);
  const float overlap = std::max(kBlend - std::abs(z - ball), 0.f) / kBlend;
  return std::max(z, ball) + overlap * overlap * kBlend / 4;
}

float HeadSurface::Relief(const Row& row, float x) const {
  float rise = Nose(row, x) + Lips(x, row.y);
  for (size_t i = 0; i < row.bumps.size(); i += 2) {
    const size_t count = std::min<size_t>(2, row.bumps.size() - i);
    const Bump &a = row.bumps[i], &b = row.bumps[i + count - 1];
    const Four bells =
        Bell(All(x), Four{a.x, -a.x, b.x, -b.x}, Four{a.width, a.width, b.width, b.width});
    for (size_t k = 0; k < count; ++k) {
      const Bump& bump = row.bumps[i + k];
      rise += bump.rise * bells[2 * k];
      if (bump.x != 0) rise += bump.rise * bells[2 * k + 1];
    }
  }
  return rise;
}

Vec3 HeadSurface::WithFeatures(const Row& row, Vec3 base) const {
  if (base.z <= 0) return base;
  const float cosine = base.z / std::sqrt(base.x * base.x + base.z * base.z);
  const float weight = SmoothStep(.02f, .35f, cosine);
  if (weight > 0) {
    const float beard = identity_.beard.length > 0 ? BeardMask(identity_, base) : 0;
    base.z += weight * (Relief(row, base.x) + .8f * identity_.beard.length * beard);
  }
  base.z = WithEyeball(base.x, row.y, base.z);
  return base;
}

float HeadSurface::chin_border(float degrees) const {
  const float chin = identity_.chin;
  return chin - 2 + SmoothStep(15, 100, std::abs(degrees)) * (-66 - chin);
}

/// Cropped hair is the same surface, a few millimetres further out.
Vec3 HeadSurface::WithHair(const Vec3& point, float degrees, float y) const {
  const float cropped = identity_.hair.style == HairStyle::kCropped ? identity_.hair.length : 0;
  if (cropped <= 0) return point;
  const float above = y - hairline(degrees);
  if (above <= 0) return point;
  const float beside_ear = SmoothStep(62, 80, std::abs(degrees)) * SmoothStep(60, 25, y);
  const float length = Mix(cropped, std::min(cropped, 2.5f), beside_ear);
  const float rise = length * SmoothStep(0, 16, above);
  return point + Normalised({point.x, .8f * (y - 15), point.z}) * rise;
}

Vec3 HeadSurface::At(const Row& row, const Azimuth& a) const {
  const float depth_power = a.cos >= 0 ? row.front_power : row.back_power;
  const float radius =
      Pow(a.sin_power * row.width_power + a.cos_power * depth_power, -1 / kRoundness);
  // The skin turns under the jaw on a quarter circle and disappears inside the neck.
  const float s = 1 - Clamp01((row.y - chin_border(a.degrees) + 2) / 11);
  const float turn = std::sqrt(1 - s * s);
  Vec3 point{radius * a.sin, row.y, radius * a.cos};
  point = WithFeatures(row, point);
  point.x *= Mix(.6f, 1, turn);
  point.z *= Mix(.42f, 1, turn);
  return WithHair(point, a.degrees, row.y);
}

Vec3 HeadSurface::OnFace(Vec2 canonical) const {
  const Row row = RowAt(canonical.y);
  const float x_power = Pow(std::abs(canonical.x), kRoundness) * row.width_power;
  const float z = row.front * Pow(std::max(0.f, 1 - x_power), 1 / kRoundness);
  return WithFeatures(row, {canonical.x, canonical.y, z});
}

}  // namespace swapbench::portrait
