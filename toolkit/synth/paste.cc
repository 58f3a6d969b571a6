// SPDX-License-Identifier: Apache-2.0
// The crudest swap: the other face laid over by a similarity of the landmarks and cut out with a
// hard edge.
#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/options.h"
#include "faces/align.h"
#include "image/stable.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

struct PasteOptions {
  std::string hull = "whole";

  template <class V>
  void Describe(V& v) {
    v("hull", hull, "region of the donor's face that is cut out",
      OneOf{{kHullNames.begin(), kHullNames.end()}});
  }
};

/// Beyond this the donor's pixels would be a smear or a grain.
bool IsPlausible(const Affine& similarity) {
  const double scale =
      std::sqrt(similarity(0, 0) * similarity(0, 0) + similarity(1, 0) * similarity(1, 0));
  return scale > .25 && scale < 4;
}

class Paste : public SwapMethod {
 public:
  explicit Paste(const PasteOptions& options) : options_(options), hull_(ParseHull(options.hull)) {}

  SwapTraits traits() const override {
    return {.donor = Donor::kAnyOther,
            .cues = {SwapCue::kBoundary, SwapCue::kColor, SwapCue::kResampling, SwapCue::kNoise,
                     SwapCue::kGeometry}};
  }

  std::optional<Swapped> Swap(const Face& target, const Face& source, Rng) const override {
    if (!target.landmarks || !source.landmarks) return {};
    const std::optional<Affine> target_from_source =
        Similarity(*source.landmarks, *target.landmarks);
    if (!target_from_source || !IsPlausible(*target_from_source)) return {};
    const cv::Size size = target.image.size();
    const std::optional<cv::Mat> hull =
        HullMask(size, Apply(*target_from_source, *source.landmarks), hull_);
    if (!hull) return {};

    cv::Mat mask = FrameMask(source.image.size(), *target_from_source, size);
    cv::bitwise_and(mask, *hull, mask);
    const cv::Mat moved = Warp(source.image, *target_from_source, size, Outside::kRepeatEdge);
    return Swapped{Blend(target.image, moved, mask), mask, Parameters(*target_from_source)};
  }

 private:
  JsonObject Parameters(const Affine& m) const {
    JsonObject parameters;
    parameters.Set("hull", options_.hull);
    parameters.Set("target_from_source", std::vector<double>(m.val, m.val + 6));
    return parameters;
  }

  PasteOptions options_;
  Hull hull_;
};

}  // namespace

void Register_paste(SwapMethodRegistry& registry) {
  registry.Add<PasteOptions>(
      "paste", "another person's face laid over by a similarity, cut out with a hard edge",
      [](const PasteOptions& options) { return std::make_unique<Paste>(options); });
}

}  // namespace swapbench
