// SPDX-License-Identifier: Apache-2.0
#include "portrait/expression.h"

#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

constexpr float kHingeY = -8, kHingeZ = 6;  // the axis that the jaw turns about

float DrawJaw(Rng& rng) {
  const double kind = rng.Uniform(), opening = rng.Uniform();
  if (kind < .35) return static_cast<float>(.02 + .08 * opening);
  if (kind < .47) return static_cast<float>(.10 + .16 * opening);
  return 0;
}

}  // namespace

Expression DrawExpression(Rng rng, float yaw, float pitch) {
  Expression e;
  const auto uniform = [&rng](double low, double high) {
    return static_cast<float>(rng.Uniform(low, high));
  };
  const auto normal = [&rng](double mean, double sd) {
    return static_cast<float>(rng.Normal(mean, sd));
  };
  if (rng.Chance(.35)) e.smile = uniform(.15, 1.1);
  e.jaw = DrawJaw(rng);
  if (rng.Chance(.30)) e.brow_raise = uniform(-.4, 1);
  if (rng.Chance(.15)) e.frown = uniform(.2, 1);
  e.mouth_curve = normal(0, 1.2);
  e.lid_opening = std::clamp(normal(1, .1) - .15f * e.smile, .6f, 1.25f);
  if (rng.Chance(.03)) e.lid_opening = 0;
  const float follow = uniform(.3, 1);
  const float away_x = normal(0, 1), away_y = normal(0, .7);
  e.gaze = {std::clamp(-13 * yaw * follow + away_x, -5.5f, 5.5f),
            std::clamp(-13 * pitch * follow + away_y, -2.6f, 2.6f)};
  return e;
}

JsonObject ToJson(const Expression& e) {
  return JsonObject()
      .Set("smile", e.smile)
      .Set("jaw", e.jaw)
      .Set("brow_raise", e.brow_raise)
      .Set("frown", e.frown)
      .Set("mouth_curve", e.mouth_curve)
      .Set("lid_opening", e.lid_opening)
      .Set("gaze_x", e.gaze.x)
      .Set("gaze_y", e.gaze.y);
}

Deformation::Deformation(const Identity& identity, const Expression& expression)
    : identity_(identity),
      expression_(expression),
      jaw_sin_(static_cast<float>(stable::Sin(expression.jaw))),
      jaw_cos_(static_cast<float>(stable::Cos(expression.jaw))) {}

Four Deformation::slit(Four x) const {
  const Four u = x / (.96f * identity_.mouth_width);
  return Max(All(0), .55f * (1 - u * u));
}

/// Half the height over which skin is stretched: hardly any at mid-mouth, a cheek's at the corners.
float Deformation::stretch(float x) const {
  const float u = std::abs(x) / (.96f * identity_.mouth_width);
  if (u >= 1) return 14 + 4 * (u - 1);
  const float square = u * u, fourth = square * square;
  return .55f * (1 - square) + 14 * fourth * fourth * square;
}

float Deformation::mouth_opening() const { return 100 * jaw_sin_; }

/// The skin is torn open at the slit between the lips and stretched beyond its corners. Where that
/// is, the neutral place decides: a smile must not move the slit.
Vec3 Deformation::Jaw(Vec3 neutral, Vec3 p) const {
  if (expression_.jaw <= 0) return p;
  const float reach = stretch(neutral.x), st = identity_.stomion;
  const float weight = SmoothStep(st + reach, st - reach, neutral.y) * SmoothStep(-30, 25, p.z);
  if (weight <= 0) return p;
  const float y = p.y - kHingeY, z = p.z - kHingeZ;
  const Vec3 turned{p.x, kHingeY + y * jaw_cos_ - z * jaw_sin_,
                    kHingeZ + z * jaw_cos_ + y * jaw_sin_};
  return Mix(p, turned, weight);
}

Vec3 Deformation::Smile(Vec3 p) const {
  const float st = identity_.stomion, mw = identity_.mouth_width, x = std::abs(p.x);
  if (p.y < st - 45 || p.y > -2) return p;
  const float side = p.x < 0 ? -1.f : 1.f;
  const float corner = Spot(x, p.y, mw + 1, 14, st, 11);
  p.y += expression_.mouth_curve * corner;
  if (expression_.smile <= 0) return p;
  const float cheek = Spot(x, p.y, 36, 13, -30, 12), lip = Spot(p.x, p.y, 0, 15, st + 5, 6);
  const float fold =
      Spot(x, p.y, identity_.nose_width + 10, 4.5f, Mix(identity_.subnasale, st, .45f), 8);
  return p + Vec3{side * 6 * corner, 5 * corner + 2.2f * cheek + 1.6f * lip,
                  -3.5f * corner + 2.6f * cheek - 1.6f * fold} *
                 expression_.smile;
}

Vec3 Deformation::Brows(Vec3 p) const {
  if (expression_.brow_raise == 0 && expression_.frown == 0) return p;
  if (p.y < 0 || p.y > 60) return p;
  const float x = std::abs(p.x), side = p.x < 0 ? -1.f : 1.f;
  const float height = Bell(p.y, identity_.brow_y + 3, 8);
  p.y += 4 * expression_.brow_raise * height * Bell(x, identity_.eye_x, 24);
  const float inner = expression_.frown * height * Bell(x, identity_.brow_inner + 2, 9);
  return p + Vec3{-side * 2 * inner * SmoothStep(0, 6, x), -2.6f * inner, .8f * inner};
}

Vec3 Deformation::Asymmetry(Vec3 p) const {
  const float a = identity_.asymmetry;
  const float low = SmoothStep(-20, -60, p.y);
  return {p.x + .5f * a * low, p.y + .55f * a * p.x / 40, p.z};
}

Vec3 Deformation::operator()(Vec3 neutral) const {
  const Vec3 moved = neutral.z > 0 ? Brows(Smile(neutral)) : neutral;
  return Asymmetry(Jaw(neutral, moved));
}

}  // namespace swapbench::portrait
