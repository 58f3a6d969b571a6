// SPDX-License-Identifier: Apache-2.0
// The crudest swap: the other face laid over by a similarity of the landmarks and cut out with a
// hard edge. Every cue of it can be switched off.
#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/options.h"
#include "image/mask.h"
#include "image/stable.h"
#include "synth/another_face.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

struct PasteOptions {
  std::string hull = "whole";
  bool color = true, noise = true;
  Placement placement;
  double feather = 0;

  template <class V>
  void Describe(V& v) {
    v("hull", hull, "region of the donor's face that is cut out",
      OneOf{{kHullNames.begin(), kHullNames.end()}});
    v("color", color, kColorHelp);
    v("noise", noise, kNoiseHelp);
    placement.Describe(v);
    v("feather", feather, kFeatherHelp, Between{0, 1});
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
  explicit Paste(const PasteOptions& options) : options_(options), hull_(ParseHull(options.hull)) {
    options.placement.CheckFor("paste");
  }

  SwapTraits traits() const override {
    return {.donor = Donor::kAnyOther,
            .cues = CuesOn({{SwapCue::kBoundary, options_.feather <= 0},
                            {SwapCue::kColor, options_.color},
                            {SwapCue::kResampling, options_.placement.resampling},
                            {SwapCue::kNoise, options_.noise},
                            {SwapCue::kGeometry, options_.placement.geometry}})};
  }

  std::optional<Swapped> Swap(const Face& target, const Face& source, Rng) const override {
    const std::optional<LaidFace> laid = LayOver(target, source, options_.placement);
    if (!laid) return {};
    const std::optional<Affine>& move = laid->target_from_source;
    if (move && !IsPlausible(*move)) return {};
    std::optional<cv::Mat> hard = HullMask(target.image.size(), laid->landmarks, hull_);
    if (!hard) return {};
    cv::bitwise_and(laid->covered, *hard, *hard);
    const double width = options_.feather * InterOcularDistance(*target.landmarks);
    const cv::Mat mask = Feather(*hard, width);
    const cv::Mat face = Fitted(laid->image, target.image, *hard, {options_.color, options_.noise});
    JsonObject parameters;
    parameters.Set("hull", options_.hull);
    if (move) parameters.Set("target_from_source", std::vector<double>(move->val, move->val + 6));
    parameters.Set("feather_pixels", width);
    return Swapped{Blend(target.image, face, mask), mask, parameters};
  }

 private:
  PasteOptions options_;
  Hull hull_;
};

}  // namespace

void Register_paste(SwapMethodRegistry& registry) {
  registry.Add<PasteOptions>(
      "paste",
      "another person's face laid over by a similarity, cut out with a hard edge "
      "(cues: boundary, color, resampling, noise, geometry)",
      [](const PasteOptions& options) { return std::make_unique<Paste>(options); });
}

}  // namespace swapbench
