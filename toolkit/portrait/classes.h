// SPDX-License-Identifier: Apache-2.0
/// What each pixel of a drawn portrait shows.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace swapbench {

enum class PixelClass : uint8_t {
  kBackground,
  kSkin,
  kBrow,
  kEye,
  kLip,
  kMouthCavity,
  kBeard,
  kEar,
  kNeck,
  kHair,
  kGlasses,
  kCloth
};

inline constexpr std::array<std::string_view, 12> kPixelClassNames = {
    "background", "skin", "brow", "eye",  "lip",     "mouth_cavity",
    "beard",      "ear",  "neck", "hair", "glasses", "cloth"};

}  // namespace swapbench
