// SPDX-License-Identifier: Apache-2.0
/// Who somebody is: everything about a person that no picture changes.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/json.h"
#include "portrait/math.h"

namespace swapbench::portrait {

/// What hair, beard, make-up and colours follow in people.
struct Demography {
  float sex_axis;  // continuous dimorphism, about -.8 or +.8; positive = masculine traits
  float age;       // years
  float old;       // 0 at 30, 1 at 75
  float tone;      // 0..1, log-uniform melanin
};

enum class HairStyle { kBald, kCropped, kShort, kSwept, kBob, kLong, kTied };
inline constexpr std::array<std::string_view, 7> kHairStyleNames = {
    "bald", "cropped", "short", "swept", "bob", "long", "tied"};

struct Hair {
  HairStyle style;
  std::string_view colour_name;
  Colour colour;
  float grey;       // share of white hairs, 0..1
  float length;     // millimetres that it stands off the skull
  float curl;       // 0 = straight, 1 = tightly curled
  float recession;  // 0..1
  float fringe;     // height of the fringe's ends; above the hairline where there is none
  float quiff;      // millimetres that the front is raised
  bool parted;      // combed to the sides of `parting`, else away from the crown
  float parting;    // x
  float curtain;    // degrees of azimuth beyond which long hair hangs
  float ends;       // height where it ends at the back
  float drape;      // how it widens on its way down, -1..1
  float knot;       // height of the knot of tied hair
};

enum class BeardStyle { kShaven, kStubble, kMoustache, kGoatee, kFull };
inline constexpr std::array<std::string_view, 5> kBeardStyleNames = {"shaven", "stubble",
                                                                     "moustache", "goatee", "full"};

struct Beard {
  BeardStyle style;
  float length;   // millimetres; 0 where it is only a shadow
  float density;  // 0..1
};

struct Glasses {
  bool worn;
  float half_width, half_height, corner;  // of a rim: a superellipse of exponent `corner`
  float rim, depth;                       // thickness seen from the front, and along z
  Colour colour;
  float gloss;
};

/// Lengths in millimetres, heights in head coordinates (0 = eyes, up is positive), factors about 1.
struct Identity : Demography {
  float head_width, head_height, face_length, jaw, chin_width, cheek, fat;
  float eye_x, eye_width, upper_lid, lower_lid, eye_tilt, crease, eye_depth, iris_radius,
      epicanthus, puffiness;
  float brow_y, brow_thickness, brow_arch, brow_inner, brow_outer, brow_density, brow_ridge;
  float subnasale, nose_width, nose_projection, bridge, tip, hump;
  float stomion, mouth_width, upper_lip, lower_lip, muzzle;
  float chin, chin_protrusion, neck, ear_size, ear_turn, asymmetry;

  float melanin, haemoglobin, wrinkle, freckles, make_up, oil;
  int moles;
  Colour iris, lipstick;
  Hair hair;
  Beard beard;
  Glasses glasses;

  float top() const { return 112 * head_height; }
  float jaw_length() const { return stomion - chin; }
  int tone_level() const { return std::min(9, static_cast<int>(tone * 10)) + 1; }  // 1..10
};

/// `independent`: what follows sex, age and tone in people is drawn as if for somebody else, each
/// trait for another, so that no column of a corpus tells of another.
Identity DrawIdentity(uint64_t seed, uint64_t person, bool independent = false);

JsonObject ToJson(const Identity& identity);

}  // namespace swapbench::portrait
