// SPDX-License-Identifier: Apache-2.0
/// Another person's face laid over the target's: which of its traces stay, and how the others are
/// avoided. The options are named after cues: true leaves the trace, false avoids it.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "core/error.h"
#include "image/face.h"
#include "image/warp.h"

namespace swapbench {

inline constexpr const char* kColorHelp =
    "leave the donor's colours; false matches them to the target's (cue: colour statistics)";
inline constexpr const char* kNoiseHelp =
    "leave the donor's noise residual; false takes the target's (cue: noise)";
inline constexpr const char* kFeatherHelp =
    "width of the soft edge, share of the eyes' distance; 0: hard (cue: blending boundary)";

/// How the donor's face is brought to its place.
struct Placement {
  bool resampling = true, geometry = true;

  template <class V>
  void Describe(V& v) {
    v("resampling", resampling,
      "turn and scale the donor's face to fit; false moves it by whole pixels (cue: resampling)");
    v("geometry", geometry,
      "leave the donor's features where they fall; false moves its landmarks onto the target's, "
      "triangle by triangle (cue: geometry)");
  }

  /// Throws Error where both are off: only resampling moves landmarks.
  void CheckFor(const std::string& method) const {
    Check(resampling || geometry, method,
          ": resampling=false moves by whole pixels and geometry=false triangle by triangle, which "
          "cannot be had together; leave one of them on.");
  }
};

struct LaidFace {
  cv::Mat image;        // CV_8UC3, the target's size
  cv::Mat covered;      // CV_8UC1, hard: nothing is taken from the donor elsewhere
  Landmarks landmarks;  // where the donor's came to lie
  std::optional<Affine> target_from_source;  // none where triangles were moved
};

/// Nothing where landmarks are missing or degenerate.
std::optional<LaidFace> LayOver(const Face& target, const Face& source, const Placement& placement);

/// Colours and noise of a donor's face.
struct Fit {
  bool color = false, noise = true;
};

/// `face` as it is blended where the hard mask `inside` is 255. Colours that do not stay are
/// matched (MatchColours); noise that does not stay, which is what a 3x3 median takes away, is
/// exchanged for the target's.
cv::Mat Fitted(const cv::Mat& face, const cv::Mat& target, const cv::Mat& inside, const Fit& fit);

}  // namespace swapbench
