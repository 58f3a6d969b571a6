// SPDX-License-Identifier: Apache-2.0
/// The interface of a swap method. A method is handed two faces and randomness; it never chooses
/// people.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/json.h"
#include "core/registry.h"
#include "core/rng.h"
#include "image/face.h"

namespace swapbench {

enum class Donor {
  kSelf,              // the target's own image
  kAnyOther,          // another identity of the same split, drawn by seed
  kNearestLandmarks,  // the most similar aligned landmarks of another identity of the same split
};

struct SwapTraits {
  Donor donor = Donor::kAnyOther;
  bool needs_landmarks = true;
  /// True for the control: its fakes are made from real images that occur nowhere else in the
  /// corpus.
  bool needs_unused_real = false;
};

struct Swapped {
  cv::Mat image;          // CV_8UC3, the target's size; equal to the target wherever mask is 0
  cv::Mat mask;           // CV_8UC1, soft, 0..255, the target's size
  JsonObject parameters;  // every parameter drawn
};

/// Thread-safe and without state: the same faces and Rng give the same bytes.
class SwapMethod {
 public:
  virtual ~SwapMethod() = default;
  virtual SwapTraits traits() const = 0;
  /// Nothing where this pair cannot be swapped (a degenerate hull): the builder counts it and draws
  /// another.
  virtual std::optional<Swapped> Swap(const Face& target, const Face& source, Rng rng) const = 0;
};

using SwapMethodRegistry = Registry<SwapMethod>;
const SwapMethodRegistry& SwapMethods();

}  // namespace swapbench
