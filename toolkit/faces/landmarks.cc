// SPDX-License-Identifier: Apache-2.0
#include "faces/landmarks.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/error.h"

namespace swapbench {

const std::array<int, 68> kMirroredLandmark = {
    16, 15, 14, 13, 12, 11, 10, 9,  8,  7,  6,  5,  4, 3, 2, 1, 0,  // jaw
    26, 25, 24, 23, 22, 21, 20, 19, 18, 17,                         // brows
    27, 28, 29, 30, 35, 34, 33, 32, 31,                             // nose
    45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40,                 // eyes
    54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55,                 // outer lips
    64, 63, 62, 61, 60, 67, 66, 65};                                // inner lips

namespace {

using Ranges = std::vector<std::pair<size_t, size_t>>;  // closed

Polygon HullOf(const Landmarks& landmarks, const Ranges& ranges) {
  Polygon points;
  for (const auto& [first, last] : ranges)
    points.insert(points.end(), landmarks.begin() + static_cast<std::ptrdiff_t>(first),
                  landmarks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  return ConvexHull(points);
}

std::vector<Polygon> HullsOf(const Landmarks& landmarks, const std::vector<Ranges>& regions) {
  std::vector<Polygon> hulls;
  for (const Ranges& region : regions) hulls.push_back(HullOf(landmarks, region));
  return hulls;
}

const std::vector<Ranges> kPatchRegions = {
    {{0, 8}, {17, 17}},   // right half of the jaw, up to the brow's outer end
    {{8, 16}, {26, 26}},  // left half
    {{17, 19}, {8, 8}},   // cheeks
    {{24, 26}, {8, 8}},
    {{19, 24}, {8, 8}},                      // the middle, from brow to brow
    {{17, 21}, {27, 27}, {31, 35}, {8, 8}},  // eyes
    {{22, 26}, {27, 27}, {31, 35}, {8, 8}},
    {{27, 35}}};  // nose

/// Brow points move away from the eyelid below them (from the temple, for the outermost).
Landmarks WithRaisedBrows(const Landmarks& landmarks) {
  constexpr std::array<size_t, 10> kBelow = {36, 36, 37, 38, 39, 42, 43, 44, 45, 45};
  Landmarks raised = landmarks;
  for (size_t i = 0; i < kBelow.size(); ++i) {
    cv::Point2f below = landmarks[kBelow[i]];
    if (i == 0) below = below * .75F + landmarks[0] * .25F;
    if (i == 9) below = below * .75F + landmarks[16] * .25F;
    raised[17 + i] += (landmarks[17 + i] - below) * .5F;
  }
  return raised;
}

}  // namespace

Landmarks Mirrored(const Landmarks& landmarks, int width) {
  Landmarks mirrored;
  for (size_t i = 0; i < landmarks.size(); ++i) {
    const cv::Point2f& point = landmarks[static_cast<size_t>(kMirroredLandmark[i])];
    mirrored[i] = {static_cast<float>(width - 1) - point.x, point.y};
  }
  return mirrored;
}

cv::Point2d EyeCentre(const Landmarks& landmarks, bool left) {
  cv::Point2d sum;
  for (size_t i = 0; i < 6; ++i) sum += cv::Point2d(landmarks[(left ? 42 : 36) + i]);
  return sum / 6;
}

double InterOcularDistance(const Landmarks& landmarks) {
  const cv::Point2d between = cv::Point2d(landmarks[45]) - cv::Point2d(landmarks[36]);
  return std::sqrt(between.x * between.x + between.y * between.y);
}

std::vector<Polygon> HullPolygons(const Landmarks& landmarks, Hull hull) {
  switch (hull) {
    case Hull::kWhole:
      return {ConvexHull(landmarks)};
    case Hull::kRaised:
      return HullsOf(WithRaisedBrows(landmarks), kPatchRegions);
    case Hull::kPatches:
      return HullsOf(landmarks, kPatchRegions);
    case Hull::kInner:
      break;
  }
  return {HullOf(landmarks, {{17, 67}})};
}

Hull ParseHull(std::string_view name) {
  const auto found = std::ranges::find(kHullNames, name);
  Check(found != kHullNames.end(), "There is no hull '", name, "'.");
  return static_cast<Hull>(found - kHullNames.begin());
}

}  // namespace swapbench
