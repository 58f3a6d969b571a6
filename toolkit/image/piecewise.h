// SPDX-License-Identifier: Apache-2.0
/// Moving an image triangle by triangle, so that given points come to lie on given places.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <span>
#include <vector>

namespace swapbench {

/// Indices of corners.
using Triangle = std::array<int, 3>;

/// Triangles over the convex hull of the points such that no point lies inside the circle through
/// another triangle's corners (Bowyer 1981, Watson 1981). Of points at one place only the first is
/// used. None where all lie on a line. Corners turn from the x towards the y axis; sorted.
std::vector<Triangle> Delaunay(std::span<const cv::Point2f> points);

struct Piecewise {
  cv::Mat image;   // CV_8UC3 or CV_8UC1 as given
  cv::Mat inside;  // CV_8UC1: 255 where a triangle lies, 0 elsewhere; `image` is black there
};

/// Each triangle of `to` shows, bilinear, what the same triangle of `from` shows in `image`. Pixels
/// outside the image are those of its edge. `from` and `to` have the same length.
Piecewise WarpPiecewise(const cv::Mat& image, std::span<const cv::Point2f> from,
                        std::span<const cv::Point2f> to, std::span<const Triangle> triangles,
                        cv::Size size);

}  // namespace swapbench
