// SPDX-License-Identifier: Apache-2.0
/// Who somebody is: everything about a person that no picture changes.
#pragma once

#include <cstdint>

#include "core/json.h"
#include "portrait/math.h"

namespace swapbench::portrait {

/// Lengths in millimetres, heights in head coordinates (0 = eyes, up is positive), factors about 1.
struct Identity {
  float sex_axis;  // continuous dimorphism, about -.8 or +.8; positive = masculine traits
  float age;       // years
  float old;       // 0 at 30, 1 at 75
  float tone;      // 0..1, log-uniform melanin

  float head_width, head_height, face_length, jaw, chin_width, cheek, fat;
  float eye_x, eye_width, upper_lid, lower_lid, eye_tilt, crease, eye_depth, iris_radius,
      epicanthus, puffiness;
  float brow_y, brow_thickness, brow_arch, brow_inner, brow_outer, brow_density, brow_ridge;
  float subnasale, nose_width, nose_projection, bridge, tip, hump;
  float stomion, mouth_width, upper_lip, lower_lip, muzzle;
  float chin, chin_protrusion, neck, ear_size, ear_turn, asymmetry;

  float melanin, haemoglobin, wrinkle, stubble, freckles, make_up, oil;
  int moles;
  Colour hair, iris, lipstick;
  bool bald;
  float hair_length, recession;  // millimetres above the skull, 0..1

  float top() const { return 112 * head_height; }
  float jaw_length() const { return stomion - chin; }
  int tone_level() const { return std::min(9, static_cast<int>(tone * 10)) + 1; }  // 1..10
};

Identity DrawIdentity(uint64_t seed, uint64_t person);

JsonObject ToJson(const Identity& identity);

}  // namespace swapbench::portrait
