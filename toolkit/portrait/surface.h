// SPDX-License-Identifier: Apache-2.0
/// The skin of a head as a closed formula: mesh, landmarks and tests evaluate the same function.
///
/// Millimetres. x to the image right, y up, z to the viewer; the origin lies between the eyes in
/// x and y, and near the ear axis in z. A point is found by its azimuth (0 = front, positive to
/// the image right) and height; features rise along z only, so (x, y) of a neutral face names a
/// place on it: its *canonical* coordinates.
#pragma once

#include <vector>

#include "portrait/anatomy.h"

namespace swapbench::portrait {

/// What one azimuth needs, computed once for a whole column of the mesh.
struct Azimuth {
  explicit Azimuth(float degrees);
  float degrees, sin, cos, sin_power, cos_power;
};

class HeadSurface {
 public:
  explicit HeadSurface(const Identity& identity);

  /// What one height needs, computed once for a whole row of the mesh.
  struct Row {
    float y;
    float width, front, back;  // half axes
    float width_power, front_power, back_power;
    float nose_half_width;
    std::vector<Bump> bumps;  // those felt at this height; rise already weighed by height
  };
  Row RowAt(float y) const;

  Vec3 At(const Row& row, const Azimuth& azimuth) const;
  Vec3 At(float degrees, float y) const { return At(RowAt(y), Azimuth(degrees)); }

  /// The point of the face with these canonical coordinates; above the jaw and in front.
  Vec3 OnFace(Vec2 canonical) const;

  float chin_border(float degrees) const;  // height at which jaw turns into neck
  float hairline(float degrees) const { return hairline_(std::abs(degrees)); }
  const Identity& identity() const { return identity_; }
  float eye_front() const;  // z of the centre of the eyeball

 private:
  float Relief(const Row& row, float x) const;
  float Lips(float x, float y) const;
  float Nose(const Row& row, float x) const;
  float WithEyeball(float x, float y, float z) const;
  Vec3 WithFeatures(const Row& row, Vec3 base) const;
  Vec3 WithHair(const Vec3& point, float degrees, float y) const;

  const Identity identity_;
  Curve width_, front_, nose_height_, nose_half_width_, hairline_;
  std::vector<Bump> bumps_;
};

}  // namespace swapbench::portrait
