// SPDX-License-Identifier: Apache-2.0
/// Where the faces of an image are: plug-ins that look for them.
#pragma once

#include <vector>

#include "core/registry.h"
#include "image/face.h"

namespace swapbench {

/// A face that a locator found, in pixels of the image.
struct LocatedFace {
  cv::Rect box;         // what the locator takes for a face; may reach beyond the image
  double score = 0;     // higher: more certain, on the locator's own scale; thousandths
  Landmarks landmarks;  // whole pixels, may lie outside the image

  bool operator==(const LocatedFace&) const = default;
};

/// Immutable and thread-safe. The same image gives the same faces, alone or beside other threads.
/// Not promised, unlike what the toolkit draws: the same on every processor. That is why a corpus
/// records what was found.
class Locator {
 public:
  virtual ~Locator() = default;

  /// CV_8UC3 of any size, one pixel included; the largest box first.
  virtual std::vector<LocatedFace> Locate(const cv::Mat& image) const = 0;

  /// What its answers depend on: the canonical spec with each file as the hash of its content.
  virtual Spec identity() const = 0;
};

/// Pixels: in a picture with a shorter side no locator looks for faces.
inline constexpr int kSmallestPicture = 16;

/// Scores to thousandths, for their last bits differ between processors; then by falling area of
/// the box, falling score, from left to right and from top to bottom.
void Settle(std::vector<LocatedFace>& faces);

using LocatorRegistry = Registry<Locator>;
const LocatorRegistry& Locators();

}  // namespace swapbench
