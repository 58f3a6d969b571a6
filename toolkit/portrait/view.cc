// SPDX-License-Identifier: Apache-2.0
#include "portrait/view.h"

#include <numbers>

#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr float kLowering =
    60;                       // mm that the middle of an endlessly close view lies below the eyes
constexpr float kFaceZ = 60;  // the plane at which the field of view is stated

}  // namespace

/// Turned first, then nodded, then tilted.
Rotation HeadRotation(const Pose& pose, float share) {
  const auto sine = [share](float a) { return static_cast<float>(stable::Sin(a * share)); };
  const auto cosine = [share](float a) { return static_cast<float>(stable::Cos(a * share)); };
  const float sy = sine(pose.yaw), cy = cosine(pose.yaw), sp = sine(pose.pitch),
              cp = cosine(pose.pitch), sr = sine(pose.roll), cr = cosine(pose.roll);
  const Vec3 x{cy, 0, sy}, y{-sp * sy, cp, sp * cy}, z{-cp * sy, -sp, cp * cy};
  return {x * cr + y * -sr, x * sr + y * cr, z};
}

View DrawView(Rng rng, const PortraitOptions& options) {
  const auto uniform = [&rng](double low, double high) {
    return static_cast<float>(rng.Uniform(low, high));
  };
  View view;
  view.pose.yaw = uniform(-options.yaw * kRadians, options.yaw * kRadians);
  view.pose.pitch = uniform(-options.pitch * kRadians, options.pitch * kRadians);
  view.pose.roll = uniform(-options.roll * kRadians, options.roll * kRadians);
  view.lens.distance = uniform(550, 1500);
  const float size = static_cast<float>(options.size),
              span = uniform(265, 325) / static_cast<float>(options.zoom);
  view.lens.size = size;
  view.lens.focal = size * (view.lens.distance - kFaceZ) / span;
  const float x = uniform(-.035, .035), y = uniform(-.025, .03);
  // The eyes are at the centre of a full view; a closer one moves up to keep the chin.
  const float up = kLowering * (1 - 1 / static_cast<float>(options.zoom)) / span;
  view.lens.centre = {(.5f + x) * size - .5f, (.5f + y - up) * size - .5f};
  return view;
}

JsonObject ToJson(const View& view) {
  return JsonObject()
      .Set("yaw", view.pose.yaw / kRadians)
      .Set("pitch", view.pose.pitch / kRadians)
      .Set("roll", view.pose.roll / kRadians)
      .Set("distance", view.lens.distance)
      .Set("focal", view.lens.focal);
}

}  // namespace swapbench::portrait
