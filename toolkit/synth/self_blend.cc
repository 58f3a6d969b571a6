// SPDX-License-Identifier: Apache-2.0
// Self-blended images: K. Shiohara and T. Yamasaki, "Detecting Deepfakes with Self-Blended
// Images", CVPR 2022. A face is blended with a slightly changed copy of itself, so that a detector
// can learn nothing but the traces of blending.
//
// The paper changes either the copy or the image it is blended into. Here the latter is the real
// record as the corpus stores it, so it is always the copy that changes; the changes have both
// signs (brighter and darker, blunter and sharper), so the two differ in kind alike. The authors'
// code darkens where it sharpens, which a mean of the pixels would find; ours keeps the mean.
#include <opencv2/core.hpp>

#include "core/options.h"
#include "image/color.h"
#include "image/stable.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

struct SelfBlendOptions {
  bool color = true;
  bool detail = true;
  bool geometry = true;
  bool elastic = true;
  bool soft = true;

  template <class V>
  void Describe(V& v) {
    v("color", color, "shift and re-tone the copy (cue: colour statistics)");
    v("detail", detail, "blunt or sharpen the copy (cue: resampling)");
    v("geometry", geometry, "move and scale the copy (cue: geometry)");
    v("elastic", elastic, "wave the edge of the mask");
    v("soft", soft, "feather the edge; false leaves a hard one (cue: blending boundary)");
  }
};

cv::Mat Recoloured(cv::Mat image, Rng& rng, JsonObject& parameters) {
  if (rng.Chance(.3)) {
    cv::Vec3i shift;
    for (int c = 0; c < 3; ++c) shift[c] = static_cast<int>(rng.Integer(-20, 20));
    image = ShiftChannels(image, shift);
    parameters.Set("shift_bgr",
                   std::vector<double>{static_cast<double>(shift[0]), static_cast<double>(shift[1]),
                                       static_cast<double>(shift[2])});
  }
  const double brightness = rng.Uniform(-.1, .1), contrast = rng.Uniform(-.1, .1);
  parameters.Set("brightness", brightness).Set("contrast", contrast);
  return ChangeTone(image, brightness, contrast);
}

cv::Mat Refocused(const cv::Mat& image, Rng& rng, JsonObject& parameters) {
  if (rng.Chance(.5)) {
    const int factor = rng.Chance(.5) ? 2 : 4;
    parameters.Set("downscale", factor);
    return LoseDetail(image, factor);
  }
  const double alpha = rng.Uniform(.2, .5);
  parameters.Set("sharpen_alpha", alpha);
  return Sharpen(image, alpha);
}

class SelfBlend : public SwapMethod {
 public:
  explicit SelfBlend(const SelfBlendOptions& options) : options_(options) {}

  SwapTraits traits() const override { return {.donor = Donor::kSelf}; }

  std::optional<Swapped> Swap(const Face& target, const Face&, Rng rng) const override {
    if (!target.landmarks) return {};
    std::optional<Region> region =
        DrawRegion(target.image.size(), *target.landmarks,
                   {options_.geometry, options_.elastic, options_.soft}, rng.Substream("region"));
    if (!region) return {};
    cv::Mat copy = target.image.clone();
    Rng color_rng = rng.Substream("color"), detail_rng = rng.Substream("detail");
    if (options_.color) copy = Recoloured(copy, color_rng, region->parameters);
    if (options_.detail) copy = Refocused(copy, detail_rng, region->parameters);
    if (options_.geometry)
      copy = Warp(copy, region->moved_from_image, copy.size(), Outside::kRepeatEdge);
    return Swapped{Blend(target.image, copy, region->mask), region->mask, region->parameters};
  }

 private:
  SelfBlendOptions options_;
};

}  // namespace

void Register_self_blend(SwapMethodRegistry& registry) {
  registry.Add<SelfBlendOptions>(
      "self_blend", "a face blended with a changed copy of itself (Shiohara & Yamasaki 2022)",
      [](const SelfBlendOptions& options) { return std::make_unique<SelfBlend>(options); });
}

}  // namespace swapbench
