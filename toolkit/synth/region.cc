// SPDX-License-Identifier: Apache-2.0
#include "synth/region.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <span>
#include <string>

#include "image/displace.h"
#include "image/mask.h"
#include "image/noise.h"
#include "image/piecewise.h"

namespace swapbench {
namespace {

bool AreFinite(const Landmarks& landmarks) {
  return std::ranges::all_of(landmarks,
                             [](const cv::Point2f& p) { return std::isfinite(p.x + p.y); });
}

bool IsTooSmall(const cv::Mat& mask) {
  const auto pixels = static_cast<double>(cv::countNonZero(mask));
  return pixels < std::max(16.0, static_cast<double>(mask.total()) / 200);
}

/// The nearest whole number that is not zero.
double WholeStep(double shift) {
  const double size = std::max(1.0, std::floor(std::fabs(shift) + .5));
  return shift < 0 ? -size : size;
}

Affine DrawMove(cv::Size size, bool whole_pixels, Rng& rng, JsonObject& parameters) {
  double shift_x = size.width * rng.Uniform(-.03, .03);
  double shift_y = size.height * rng.Uniform(-.015, .015);
  if (whole_pixels) {
    shift_x = WholeStep(shift_x), shift_y = WholeStep(shift_y);
    parameters.Set("shift_x", shift_x).Set("shift_y", shift_y);
    return {1, 0, shift_x, 0, 1, shift_y};
  }
  const double scale_x = rng.Uniform(.95, 1 / .95), scale_y = rng.Uniform(.95, 1 / .95);
  parameters.Set("shift_x", shift_x).Set("shift_y", shift_y);
  parameters.Set("scale_x", scale_x).Set("scale_y", scale_y);
  return ScaleAndShift(size, scale_x, scale_y, shift_x, shift_y);
}

/// The published alpha and sigma belong to crops of some 256 px; a deviation of alpha/sigma pixels
/// keeps its share of the image when alpha grows with the square of the side.
cv::Mat Waved(const cv::Mat& mask, Rng& rng, JsonObject& parameters) {
  const double side = std::max(mask.cols, mask.rows) / 256.0;
  const double sigma = 7 * side, alpha = 50 * side * side;
  parameters.Set("elastic_sigma", sigma).Set("elastic_alpha", alpha);
  const SmoothNoise across(mask.size(), sigma, alpha, rng), down(mask.size(), sigma, alpha, rng);
  return Displace(mask, across, down);
}

constexpr int kGrid = 4;
/// Share of the box's sides. Below a quarter of a cell no triangle of the grid can turn over.
constexpr double kGridShift = .08;

/// Two in each cell.
std::vector<Triangle> TrianglesOfGrid() {
  std::vector<Triangle> triangles;
  for (int row = 0; row + 1 < kGrid; ++row)
    for (int column = 0; column + 1 < kGrid; ++column) {
      const int a = row * kGrid + column, b = a + 1, c = a + kGrid, d = c + 1;
      triangles.push_back({a, b, c});
      triangles.push_back({b, d, c});
    }
  return triangles;
}

cv::Mat Bent(const cv::Mat& mask, Rng& rng, JsonObject& parameters) {
  const cv::Rect box = NonZeroBox(mask);
  std::vector<cv::Point2f> from, to;
  std::vector<double> shift_x, shift_y;
  for (int i = 0; i < kGrid * kGrid; ++i) {
    const double x = box.x - .5 + box.width * (i % kGrid) / (kGrid - 1.0);
    const double y = box.y - .5 + box.height * (i / kGrid) / (kGrid - 1.0);
    shift_x.push_back(box.width * rng.Uniform(-kGridShift, kGridShift));
    shift_y.push_back(box.height * rng.Uniform(-kGridShift, kGridShift));
    from.emplace_back(cv::Point2d(x, y));
    to.emplace_back(cv::Point2d(x + shift_x.back(), y + shift_y.back()));
  }
  parameters.Set("grid_x", box.x).Set("grid_y", box.y);
  parameters.Set("grid_width", box.width).Set("grid_height", box.height);
  parameters.Set("grid_shift_x", shift_x).Set("grid_shift_y", shift_y);
  return WarpPiecewise(mask, from, to, TrianglesOfGrid(), mask.size()).image;
}

}  // namespace

std::optional<cv::Mat> HullMask(cv::Size size, const Landmarks& landmarks, Hull hull) {
  if (!AreFinite(landmarks)) return {};
  cv::Mat mask = FillPolygons(size, HullPolygons(landmarks, hull));
  if (IsTooSmall(mask)) return {};
  return mask;
}

cv::Mat FrameMask(cv::Size donor, const Affine& target_from_source, cv::Size size) {
  const cv::Mat whole(donor, CV_8UC1, cv::Scalar(255));
  cv::Mat frame = Warp(whole, target_from_source, size, Outside::kBlack);
  cv::threshold(frame, frame, 254, 255, cv::THRESH_BINARY);
  return frame;
}

std::optional<Region> DrawRegion(cv::Size size, const Landmarks& landmarks,
                                 const RegionOptions& options, const Rng& stream) {
  Rng hull_rng = stream.Substream("hull"), move_rng = stream.Substream("move");
  Rng elastic_rng = stream.Substream("elastic"), soft_rng = stream.Substream("soft");
  Rng bend_rng = stream.Substream("bend");
  const auto hull = static_cast<size_t>(hull_rng.Integer(0, 3));
  std::optional<cv::Mat> mask = HullMask(size, landmarks, static_cast<Hull>(hull));
  if (!mask) return {};
  Region region{{}, {1, 0, 0, 0, 1, 0}, {}};
  region.parameters.Set("hull", kHullNames[hull]);
  if (options.move) {
    region.moved_from_image = DrawMove(size, options.whole_pixels, move_rng, region.parameters);
    mask = Warp(*mask, region.moved_from_image, size, Outside::kBlack);
  }
  if (options.bent) mask = Bent(*mask, bend_rng, region.parameters);
  if (options.elastic) mask = Waved(*mask, elastic_rng, region.parameters);
  if (options.soft) {
    const Softening softening = Softening::Draw(soft_rng);
    region.parameters.Set("soften", softening.ToJson());
    mask = Soften(*mask, softening);
    if (!mask) return {};
  }
  constexpr std::array<double, 6> kRatios = {.25, .5, .75, 1, 1, 1};
  const double ratio = options.ratio ? hull_rng.Pick(std::span<const double>(kRatios)) : 1;
  region.parameters.Set("blend_ratio", ratio);
  region.mask = Scaled(*mask, ratio);
  if (cv::countNonZero(region.mask) == 0) return {};
  return region;
}

}  // namespace swapbench
