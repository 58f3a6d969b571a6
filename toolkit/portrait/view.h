// SPDX-License-Identifier: Apache-2.0
/// Where the head is turned to, and where the lens sees it.
#pragma once

#include "core/json.h"
#include "core/rng.h"
#include "portrait/lanes.h"
#include "portrait/portrait.h"

namespace swapbench::portrait {

struct Pose {
  float yaw = 0, pitch = 0, roll = 0;  // radians; turn to the image right, nod up, tilt
};

/// `share` of the pose: 1 for the head, less for a shoulder.
Rotation HeadRotation(const Pose& pose, float share = 1);

/// A pinhole camera in front of the origin, in pixels with (0, 0) at the centre of the first.
struct Lens {
  float distance = 800;  // from the origin, millimetres
  float focal = 600;     // pixels
  Vec2 centre;           // image of the origin
  float size = 256;      // side of the image

  /// x, y in the image, z = distance from the camera along its axis.
  Vec3 Project(Vec3 world) const {
    const float depth = distance - world.z, scale = focal / depth;
    return {centre.x + scale * world.x, centre.y - scale * world.y, depth};
  }
  /// Unit vector from a point to the camera.
  Vec3 Towards(Vec3 world) const { return Normalised(Vec3{0, 0, distance} - world); }
  FourVecs Towards(const FourVecs& world) const {
    return Normalised(All(Vec3{0, 0, distance}) - world);
  }
};

struct View {
  Pose pose;
  Lens lens;
};

View DrawView(Rng rng, const PortraitOptions& options);

JsonObject ToJson(const View& view);

}  // namespace swapbench::portrait
