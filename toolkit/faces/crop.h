// SPDX-License-Identifier: Apache-2.0
/// A part of an image, and where its points go.
#pragma once

#include <optional>

#include "image/warp.h"

namespace swapbench {

/// Either a cut, scaled to `size` without a look at the pixels around it, or all of the image seen
/// through `crop_from_image`, black outside.
struct Crop {
  std::optional<cv::Rect> cut;  // inside the image, not empty
  Affine crop_from_image;       // (0,0) = centre of the first pixel, in both
  cv::Size size;
};

/// All of an image of `size`, as it is.
Crop WholeImage(cv::Size size);
bool IsWholeImage(const Crop& crop, cv::Size size);

/// The part of `cut` inside an image of `size`, each side scaled by itself to `width` x `height`.
/// Nothing where they have no pixel in common.
std::optional<Crop> CutOut(const cv::Rect& cut, cv::Size size, int width, int height);

/// 8 bit, 1 or 3 channels, bilinear: the same for the image and for its mask.
cv::Mat Cropped(const cv::Mat& image, const Crop& crop);

}  // namespace swapbench
