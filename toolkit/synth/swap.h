// SPDX-License-Identifier: Apache-2.0
/// The interface of a swap method. A method is handed two faces and randomness; it never chooses
/// people.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// Traces that tell a fake from its real twin.
enum class SwapCue { kBoundary, kColor, kResampling, kNoise, kJpegGrid, kGeometry, kDecoder };
inline constexpr std::array<std::string_view, 7> kSwapCueNames = {
    "boundary", "color", "resampling", "noise", "jpeg_grid", "geometry", "decoder"};
constexpr std::string_view NameOf(SwapCue cue) { return kSwapCueNames[static_cast<size_t>(cue)]; }

/// Of another person's face laid over the target's.
std::vector<SwapCue> CuesOfAnotherFace(bool color_matched, bool soft_edge);

struct SwapTraits {
  Donor donor = Donor::kAnyOther;
  /// What its options leave on; none for a control. Another picture's face brings its noise along.
  std::vector<SwapCue> cues = {};
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
