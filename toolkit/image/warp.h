// SPDX-License-Identifier: Apache-2.0
/// Moving pixels. Matrices are named after what they map: `b_from_a * a == b`.
#pragma once

#include <opencv2/core.hpp>

#include "core/rng.h"

namespace swapbench {

/// [x'; y'] = M * [x; y; 1], pixels, (0,0) = centre of the first pixel.
using Affine = cv::Matx23d;

cv::Point2d Apply(const Affine& affine, cv::Point2d point);

/// Scales about the image's centre, then shifts by pixels.
Affine ScaleAndShift(cv::Size size, double scale_x, double scale_y, double shift_x, double shift_y);

/// Throws Error where the matrix is singular.
Affine Inverse(const Affine& affine);

/// Both sides times `factor`, rounded, at least `least`; bilinear.
cv::Mat Shrunk(const cv::Mat& image, double factor, int least = 1);

enum class Outside { kBlack, kRepeatEdge };

/// The image seen through `to_from_image`, bilinear. 8 bit, 1 or 3 channels.
cv::Mat Warp(const cv::Mat& image, const Affine& to_from_image, cv::Size size, Outside outside);

/// What Warp gives, but only the pixels of `part`.
cv::Mat WarpPart(const cv::Mat& image, const Affine& to_from_image, cv::Rect part, Outside outside);

/// A box that holds every pixel of an image of that size which WarpPart looks at.
cv::Rect SeenBy(const Affine& to_from_image, cv::Rect part, cv::Size image);

}  // namespace swapbench
