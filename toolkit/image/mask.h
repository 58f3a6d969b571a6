// SPDX-License-Identifier: Apache-2.0
/// Masks: which part of an image is replaced, and how softly.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <span>
#include <vector>

#include "core/json.h"
#include "core/rng.h"

namespace swapbench {

using Polygon = std::vector<cv::Point2f>;

/// Corners of the convex hull, without points on its edges (Andrew's monotone chain). Fewer than 3
/// where all points lie on a line.
Polygon ConvexHull(std::span<const cv::Point2f> points);

/// Area in square pixels, by the shoelace formula.
double Area(std::span<const cv::Point2f> polygon);

/// CV_8UC1: 255 inside any of the convex polygons, 0 elsewhere. Corners count to 1/16 pixel and may
/// lie outside the image.
cv::Mat FillPolygons(cv::Size size, std::span<const Polygon> polygons);

/// The smallest box that holds every pixel of a CV_8UC1 mask that is not zero; empty where none is.
cv::Rect NonZeroBox(const cv::Mat& mask);

/// `box` with a margin on every side, as far as an image of that size goes.
cv::Rect Grown(const cv::Rect& box, int margin, cv::Size size);

/// How an edge is softened, after Shiohara & Yamasaki 2022, section 3.2.
struct Softening {
  int width, height;   // the mask is resized to this first, so that one kernel means one thing
  int erode, feather;  // kernel sizes, odd
  double sigma;        // of the second blur

  /// width and height in 192-256, kernels odd in 5-25, sigma 5-45.
  static Softening Draw(Rng& rng);
  JsonObject ToJson() const;
};

/// Keep only what a blur would leave at full strength (which erodes by a square), blur, stretch to
/// 255. Nothing where no pixel survives. CV_8UC1 in and out.
std::optional<cv::Mat> Soften(const cv::Mat& mask, const Softening& how);

/// A hard mask with an edge that rises over `width` pixels inwards: 255 * min(1, distance to the
/// nearest pixel outside / width), rounded. The image's border counts as inside.
cv::Mat Feather(const cv::Mat& mask, double width);

/// The mask times `ratio` in [0, 1], rounded.
cv::Mat Scaled(const cv::Mat& mask, double ratio);

/// A swap's mask m as a network with an input of that size sees it, CV_32FC1 in 0..1: resized as
/// its picture is (area average, linear where that enlarges) and blurred over 3 pixels, for a hard
/// edge would have no seam.
cv::Mat MaskAt(const cv::Mat& mask, cv::Size size);

/// The seam 4 m (1 - m) of such a mask: 1 where two pictures meet half and half, 0 where one of
/// them is alone (Li et al. 2020, Face X-ray, equation 2).
cv::Mat SeamOf(const cv::Mat& mask);

}  // namespace swapbench
