// SPDX-License-Identifier: Apache-2.0
/// The interface of a swap method. A method is handed two faces and randomness; it never chooses
/// people.
#pragma once

#include <array>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
enum class SwapCue {
  kBoundary,    // the region ends in a step
  kColor,       // its colours have other statistics
  kResampling,  // its pixels are interpolated, which also takes detail and noise away
  kNoise,       // its noise and CFA pattern are another picture's
  kJpegGrid,    // it was compressed on another grid
  kGeometry,    // its landmarks are not where the real twin has them
  kDecoder      // a decoder's up-sampling repeats its spectrum
};
inline constexpr std::array<std::string_view, 7> kSwapCueNames = {
    "boundary", "color", "resampling", "noise", "jpeg_grid", "geometry", "decoder"};
constexpr std::string_view NameOf(SwapCue cue) { return kSwapCueNames[static_cast<size_t>(cue)]; }

/// The cues that are on, in the given order.
std::vector<SwapCue> CuesOn(std::initializer_list<std::pair<SwapCue, bool>> cues);

struct SwapTraits {
  Donor donor = Donor::kAnyOther;
  /// What its options leave on; none for a control. Besides, donors that were compressed bring
  /// their grid along. An option named after a cue switches that cue; its edge is hard, which is
  /// the boundary cue, where `feather` is 0 or `soft` is false.
  std::vector<SwapCue> cues = {};
  /// Those of its cues that are the method itself, so that no option switches them off.
  std::vector<SwapCue> inherent = {};
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

/// A summary ends "(COST; cues: THOSE OF THE DEFAULT OPTIONS)", the cost on one core at 256 px, as
/// experiments/runtime/swap.cc measures it; at most 6 ms.
using SwapMethodRegistry = Registry<SwapMethod>;
const SwapMethodRegistry& SwapMethods();

}  // namespace swapbench
