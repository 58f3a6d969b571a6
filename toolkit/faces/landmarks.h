// SPDX-License-Identifier: Apache-2.0
/// What the 68 points of iBUG 300-W stand for, and the regions drawn from them.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "image/face.h"
#include "image/mask.h"

namespace swapbench {

/// Closed range of indices. "Right" and "left" are the subject's.
struct LandmarkRange {
  std::string_view name;
  int first, last;
};

inline constexpr std::array<LandmarkRange, 9> kLandmarkRanges = {{{"jaw", 0, 16},
                                                                  {"right_brow", 17, 21},
                                                                  {"left_brow", 22, 26},
                                                                  {"nose_bridge", 27, 30},
                                                                  {"nose_base", 31, 35},
                                                                  {"right_eye", 36, 41},
                                                                  {"left_eye", 42, 47},
                                                                  {"outer_lips", 48, 59},
                                                                  {"inner_lips", 60, 67}}};

/// kMirroredLandmark[i] is the point that i becomes when the face is seen in a mirror.
extern const std::array<int, 68> kMirroredLandmark;

/// The landmarks of the image flipped left to right, `width` pixels wide.
Landmarks Mirrored(const Landmarks& landmarks, int width);

/// Mean of the six points of an eye.
cv::Point2d EyeCentre(const Landmarks& landmarks, bool left);

/// Pixels between the outer corners of the eyes (points 36 and 45): the unit of landmark errors.
double InterOcularDistance(const Landmarks& landmarks);

/// The four face regions that self-blending draws from, after Li et al. 2020 and Shiohara &
/// Yamasaki 2022. Their fourth is the union of the hull's halves above and below the temples, which
/// is the first again but for slivers; ours leaves the jaw out, as the classical swaps do.
enum class Hull {
  kWhole,    // convex hull of all points: jaw to brows
  kRaised,   // as kPatches with the brows moved up by half their distance from the eyes
  kPatches,  // union of convex patches between jaw, brows and nose: follows a concave outline
  kInner,    // convex hull of brows, eyes, nose and mouth
};
inline constexpr std::array<std::string_view, 4> kHullNames = {"whole", "raised", "patches",
                                                               "inner"};

/// The hull of that name; throws Error where there is none.
Hull ParseHull(std::string_view name);

/// Convex polygons whose union is the region.
std::vector<Polygon> HullPolygons(const Landmarks& landmarks, Hull hull);

}  // namespace swapbench
