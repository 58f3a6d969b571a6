// SPDX-License-Identifier: Apache-2.0
// The trace of a swap without the swap: Y. Li and S. Lyu, "Exposing DeepFake Videos By Detecting
// Face Warping Artifacts", CVPR Workshops 2019. The face is made smaller, blurred and made larger
// again, as if a generator of low resolution had drawn it: the cue of resampling is the method
// itself.
#include <opencv2/imgproc.hpp>

#include "core/options.h"
#include "image/mask.h"
#include "image/stable.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

struct WarpArtifactOptions {
  double low = .2, high = .8, feather = .1;

  template <class V>
  void Describe(V& v) {
    v("low", low, "smallest factor by which the face is made smaller", Between{.05, 1});
    v("high", high, "largest factor", Between{.05, 1});
    v("feather", feather,
      "width of the soft edge, share of the eyes' distance; 0: hard (cue: blending boundary)",
      Between{0, 1});
  }
};

cv::Mat Reduced(const cv::Mat& image, double factor) {
  constexpr int kBlur = 5;
  const cv::Mat small = BlurGaussian(Shrunk(image, factor, kBlur), kBlur, SigmaForKernel(kBlur));
  cv::Mat large;
  cv::resize(small, large, image.size(), 0, 0, cv::INTER_LINEAR);
  return large;
}

class WarpArtifact : public SwapMethod {
 public:
  explicit WarpArtifact(const WarpArtifactOptions& options) : options_(options) {
    Check(options.low <= options.high, "warp_artifact: low = ", options.low,
          " is above high = ", options.high, '.');
  }

  SwapTraits traits() const override {
    return {
        .donor = Donor::kSelf,
        .cues = CuesOn({{SwapCue::kResampling, true}, {SwapCue::kBoundary, options_.feather <= 0}}),
        .inherent = {SwapCue::kResampling}};
  }

  std::optional<Swapped> Swap(const Face& target, const Face&, Rng rng) const override {
    if (!target.landmarks) return {};
    const auto hull = static_cast<size_t>(rng.Integer(0, 3));
    const double factor = rng.Uniform(options_.low, options_.high);
    const std::optional<cv::Mat> hard =
        HullMask(target.image.size(), *target.landmarks, static_cast<Hull>(hull));
    if (!hard) return {};
    const double width = options_.feather * InterOcularDistance(*target.landmarks);
    const cv::Mat mask = Feather(*hard, width);
    JsonObject parameters;
    parameters.Set("hull", kHullNames[hull]).Set("scale", factor).Set("feather_pixels", width);
    return Swapped{Blend(target.image, Reduced(target.image, factor), mask), mask, parameters};
  }

 private:
  WarpArtifactOptions options_;
};

}  // namespace

void Register_warp_artifact(SwapMethodRegistry& registry) {
  registry.Add<WarpArtifactOptions>(
      "warp_artifact",
      "the face made smaller, blurred and made larger again, after Li & Lyu 2019 "
      "(cues: resampling)",
      [](const WarpArtifactOptions& options) { return std::make_unique<WarpArtifact>(options); });
}

}  // namespace swapbench
