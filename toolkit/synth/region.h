// SPDX-License-Identifier: Apache-2.0
/// The part of a face that a swap replaces.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "core/json.h"
#include "core/rng.h"
#include "faces/landmarks.h"
#include "image/warp.h"

namespace swapbench {

/// The hull as a hard mask, or nothing where it is degenerate: landmarks that are not finite, or
/// less than one part in two hundred of the image (at least 16 pixels) inside it.
std::optional<cv::Mat> HullMask(cv::Size size, const Landmarks& landmarks, Hull hull);

/// Hard mask of the pixels that the donor's frame covers wholly once it is moved: a hull may reach
/// over it, and nothing is taken from there.
cv::Mat FrameMask(cv::Size donor, const Affine& target_from_source, cv::Size size);

/// Which deformations of the mask are drawn at all.
struct RegionOptions {
  bool move = true;           // the affine map
  bool whole_pixels = false;  // move by those, one at least, and do not scale
  bool elastic = true;        // the wavy edge
  bool soft = true;           // the feathered edge; off: the hull's hard one
  bool ratio = true;          // let the target shine through
  bool bent = false;          // the shape, by a grid of points
};

/// A region drawn as in self-blending, and what was drawn.
struct Region {
  cv::Mat mask;             // CV_8UC1, soft
  Affine moved_from_image;  // the same map moves the source image
  JsonObject parameters;
};

/// One of four hulls; moved by up to 3 % (x) and 1.5 % (y) of the image and scaled by U(.95, 1/.95)
/// each way; waved (alpha 50 and sigma 7 at 256 px, in proportion elsewhere); softened; times a
/// ratio out of {.25, .5, .75, 1, 1, 1}. Shiohara & Yamasaki 2022, section 3.2 and its code. Bent,
/// as in Li et al. 2020, section 3.2: 4x4 points in a grid over the hull's box are shifted by up to
/// .08 of its sides, and what lies between moves piecewise affinely, so that the mask never folds.
/// Each part has its own substream: switching one off leaves the others as they were. Nothing where
/// no pixel remains.
std::optional<Region> DrawRegion(cv::Size size, const Landmarks& landmarks,
                                 const RegionOptions& options, const Rng& stream);

}  // namespace swapbench
