// SPDX-License-Identifier: Apache-2.0
// The classical face swap, as the "FaceSwap" of FaceForensics++ (Roessler et al. 2019): another
// person's face moved triangle by triangle, its colours matched, its edge feathered. Moving
// triangles is resampling, so that cue is the method itself; landmarks come to lie on the target's,
// which leaves no cue of geometry.
#include <algorithm>
#include <string>

#include "core/options.h"
#include "image/mask.h"
#include "image/stable.h"
#include "synth/another_face.h"
#include "synth/swap.h"
#include "synth/triangulated.h"

namespace swapbench {
namespace {

struct DelaunayOptions {
  std::string hull = "inner";
  bool color = false, noise = true;
  double feather = .1;

  template <class V>
  void Describe(V& v) {
    v("hull", hull, "region of the target that is replaced",
      OneOf{{kHullNames.begin(), kHullNames.end()}});
    v("color", color, kColorHelp);
    v("noise", noise, kNoiseHelp);
    v("feather", feather, kFeatherHelp, Between{0, 1});
  }
};

class DelaunaySwap : public SwapMethod {
 public:
  explicit DelaunaySwap(const DelaunayOptions& options)
      : options_(options), hull_(ParseHull(options.hull)) {}

  SwapTraits traits() const override {
    return {.donor = Donor::kAnyOther,
            .cues = CuesOn({{SwapCue::kResampling, true},
                            {SwapCue::kNoise, options_.noise},
                            {SwapCue::kColor, options_.color},
                            {SwapCue::kBoundary, options_.feather <= 0}}),
            .inherent = {SwapCue::kResampling}};
  }

  std::optional<Swapped> Swap(const Face& target, const Face& source, Rng) const override {
    const std::optional<MovedFace> moved = MoveOnto(target, source, hull_);
    if (!moved) return {};
    const double width = options_.feather * InterOcularDistance(*target.landmarks);
    const cv::Mat mask = Feather(moved->mask, width);
    const cv::Mat face =
        Fitted(moved->image, target.image, moved->mask, {options_.color, options_.noise});
    JsonObject parameters;
    parameters.Set("hull", options_.hull).Set("feather_pixels", width);
    return Swapped{Blend(target.image, face, mask), mask, parameters};
  }

 private:
  DelaunayOptions options_;
  Hull hull_;
};

}  // namespace

void Register_delaunay(SwapMethodRegistry& registry) {
  registry.Add<DelaunayOptions>(
      "delaunay",
      "another person's face moved triangle by triangle, colours matched, edge feathered "
      "(cues: resampling, noise)",
      [](const DelaunayOptions& options) { return std::make_unique<DelaunaySwap>(options); });
}

}  // namespace swapbench
