// SPDX-License-Identifier: Apache-2.0
#include "portrait/consistency.h"

#include <algorithm>
#include <cmath>

#include "portrait/classes.h"

namespace swapbench::portrait {
namespace {

constexpr float kNothing = 1e8f;  // depths beyond are empty

/// From pixels to samples of the buffers.
cv::Point2d OnBuffer(cv::Point2f pixel) {
  return {(pixel.x + .5) * Drawing::kDensity - .5, (pixel.y + .5) * Drawing::kDensity - .5};
}

bool IsFace(uint8_t value) {
  const auto kind = static_cast<PixelClass>(value);
  return kind == PixelClass::kSkin || kind == PixelClass::kBrow || kind == PixelClass::kEye ||
         kind == PixelClass::kLip || kind == PixelClass::kMouthCavity;
}

bool IsOnImage(const Portrait& portrait, cv::Point2f at) {
  const float size = static_cast<float>(portrait.image.cols);
  return at.x >= 0 && at.y >= 0 && at.x <= size - 1 && at.y <= size - 1;
}

/// Whether hair or glasses are seen at a place of the image or beside it.
bool IsCovered(const Portrait& portrait, cv::Point2f at) {
  const cv::Rect around(static_cast<int>(at.x + .5f) - 1, static_cast<int>(at.y + .5f) - 1, 3, 3);
  const cv::Rect seen = around & cv::Rect({0, 0}, portrait.classes.size());
  const auto shows = [&](PixelClass kind) {
    return cv::countNonZero(portrait.classes(seen) == static_cast<int>(kind)) > 0;
  };
  return shows(PixelClass::kHair) || shows(PixelClass::kGlasses);
}

/// Pixels from a landmark to the nearest sample that shows the head, or that does not; nothing
/// where it is covered or off the image.
std::optional<double> NearestSample(const Drawing& drawing, size_t index, bool of_head) {
  const cv::Point2f landmark = drawing.portrait.landmarks[index];
  if (!IsOnImage(drawing.portrait, landmark) || IsCovered(drawing.portrait, landmark)) return {};
  constexpr int kReach = 3 * Drawing::kDensity;
  const cv::Point2d at = OnBuffer(landmark);
  const int column = static_cast<int>(at.x), row = static_cast<int>(at.y);
  double best = kReach;
  for (int y = std::max(0, row - kReach); y < std::min(drawing.depth.rows, row + kReach); ++y)
    for (int x = std::max(0, column - kReach); x < std::min(drawing.depth.cols, column + kReach);
         ++x)
      if (std::isnan(drawing.canonical.at<cv::Vec2f>(y, x)[0]) != of_head)
        best = std::min(best, std::sqrt((at.x - x) * (at.x - x) + (at.y - y) * (at.y - y)));
  return best / Drawing::kDensity;
}

}  // namespace

std::optional<double> LandmarkError(const Drawing& drawing, size_t index) {
  constexpr float kHidden = .8f;  // millimetres behind what is seen
  const cv::Point2d at = OnBuffer(drawing.portrait.landmarks[index]);
  const cv::Point2f want = drawing.points[index];
  const int x = static_cast<int>(std::floor(at.x)), y = static_cast<int>(std::floor(at.y));
  if (std::isnan(drawing.distances[index])) return {};
  if (x < 0 || y < 0 || x + 1 >= drawing.depth.cols || y + 1 >= drawing.depth.rows) return {};
  const auto value = [&](int dx, int dy) {
    return cv::Vec2d(drawing.canonical.at<cv::Vec2f>(y + dy, x + dx));
  };
  const double u = at.x - x, v = at.y - y;
  double seen = 0;
  for (int dy = 0; dy < 2; ++dy) {
    for (int dx = 0; dx < 2; ++dx) {
      if (std::isnan(value(dx, dy)[0])) return {};
      seen += (dx > 0 ? u : 1 - u) * (dy > 0 ? v : 1 - v) * drawing.depth.at<float>(y + dy, x + dx);
    }
  }
  if (seen < drawing.distances[index] - kHidden) return {};
  const cv::Vec2d right = value(1, 0) - value(0, 0), down = value(0, 1) - value(0, 0);
  const double determinant = right[0] * down[1] - right[1] * down[0];
  if (determinant == 0) return {};
  const cv::Vec2d top = value(0, 0) * (1 - u) + value(1, 0) * u;
  const cv::Vec2d bottom = value(0, 1) * (1 - u) + value(1, 1) * u;
  const cv::Vec2d miss = top * (1 - v) + bottom * v - cv::Vec2d(want.x, want.y);
  const double dx = (miss[0] * down[1] - miss[1] * down[0]) / determinant;
  const double dy = (right[0] * miss[1] - right[1] * miss[0]) / determinant;
  return std::sqrt(dx * dx + dy * dy) / Drawing::kDensity;
}

std::optional<double> JawError(const Drawing& drawing, size_t index) {
  return NearestSample(drawing, index, true);
}

std::optional<double> OutlineError(const Drawing& drawing, size_t index) {
  const std::optional<double> outside = NearestSample(drawing, index, true),
                              inside = NearestSample(drawing, index, false);
  if (!outside || !inside) return {};
  return std::max(*outside, *inside);
}

int FacePixelsOnBackground(const Drawing& drawing) {
  constexpr int kDensity = Drawing::kDensity;
  const cv::Mat& classes = drawing.portrait.classes;
  const cv::Rect whole({0, 0}, drawing.depth.size());
  int count = 0;
  for (int y = 0; y < classes.rows; ++y) {
    for (int x = 0; x < classes.cols; ++x) {
      if (!IsFace(classes.at<uint8_t>(y, x))) continue;
      // A pixel's class was sampled up to half a sample beyond the outermost of these.
      const cv::Rect pixel(x * kDensity - 1, y * kDensity - 1, kDensity + 2, kDensity + 2);
      double nearest = 0;
      cv::minMaxLoc(drawing.depth(pixel & whole), &nearest);
      count += nearest > kNothing;
    }
  }
  return count;
}

}  // namespace swapbench::portrait
