// SPDX-License-Identifier: Apache-2.0
// Self-blended images: K. Shiohara and T. Yamasaki, "Detecting Deepfakes with Self-Blended
// Images", CVPR 2022. A face is blended with a slightly changed copy of itself, so that a detector
// can learn nothing but the traces of blending.
//
// The paper changes either the copy or the image it is blended into. Here the latter is the real
// record as the corpus stores it, so it is always the copy that changes; the changes have both
// signs (brighter and darker, blunter and sharper), so the two differ in kind alike. The authors'
// code darkens where it sharpens, which a mean of the pixels would find; ours keeps the mean. Every
// cue of it can be switched off.
#include <opencv2/core.hpp>

#include "core/options.h"
#include "image/color.h"
#include "image/mask.h"
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
    v("detail", detail,
      "blunt or sharpen the copy and scale it; false moves it by whole pixels (cue: resampling)");
    v("geometry", geometry, "move the copy (cue: geometry)");
    v("elastic", elastic, "wave the edge of the mask");
    v("soft", soft, "feather the edge; false leaves a hard one (cue: blending boundary)");
  }
};

/// How the copy differs from the picture, apart from where it lies.
struct Change {
  cv::Mat table;     // of colours; empty: none
  int factor = 1;    // every factor-th pixel is kept
  double sharp = 0;  // weight of the sharpening
};

void DrawColours(Rng& rng, Change& change, JsonObject& parameters) {
  cv::Mat shifts;
  if (rng.Chance(.3)) {
    cv::Vec3i shift;
    for (int c = 0; c < 3; ++c) shift[c] = static_cast<int>(rng.Integer(-20, 20));
    shifts = ShiftTable(shift);
    parameters.Set("shift_bgr",
                   std::vector<double>{static_cast<double>(shift[0]), static_cast<double>(shift[1]),
                                       static_cast<double>(shift[2])});
  }
  const double brightness = rng.Uniform(-.1, .1), contrast = rng.Uniform(-.1, .1);
  parameters.Set("brightness", brightness).Set("contrast", contrast);
  const cv::Mat tone = ToneTable(brightness, contrast);
  change.table = shifts.empty() ? tone : Mapped(shifts, tone);
}

void DrawDetail(Rng& rng, Change& change, JsonObject& parameters) {
  if (rng.Chance(.5)) {
    change.factor = rng.Chance(.5) ? 2 : 4;
    parameters.Set("downscale", change.factor);
    return;
  }
  change.sharp = rng.Uniform(.2, .5);
  parameters.Set("sharpen_alpha", change.sharp);
}

cv::Mat Recoloured(const cv::Mat& image, const Change& change) {
  return change.table.empty() ? image : Mapped(image, change.table);
}

/// The copy, of the picture's size; right within `needed` and not made elsewhere.
cv::Mat Changed(const cv::Mat& image, const Change& change, cv::Rect needed) {
  if (change.factor > 1)  // colours change pixel by pixel, so the fewer the better
    return Enlarged(Recoloured(Thinned(image, change.factor), change), image.size());
  const bool sharpens = change.sharp > 0;
  const cv::Rect window = sharpens ? Grown(needed, 1, image.size()) : needed;
  const cv::Mat part = Recoloured(image(window), change);
  cv::Mat copy(image.size(), image.type());
  (sharpens ? Sharpen(part, change.sharp) : part).copyTo(copy(window));
  return copy;
}

class SelfBlend : public SwapMethod {
 public:
  explicit SelfBlend(const SelfBlendOptions& options) : options_(options) {}

  SwapTraits traits() const override {
    return {.donor = Donor::kSelf,
            .cues = CuesOn({{SwapCue::kColor, options_.color},
                            {SwapCue::kResampling, options_.detail},
                            {SwapCue::kGeometry, options_.geometry},
                            {SwapCue::kBoundary, !options_.soft}})};
  }

  std::optional<Swapped> Swap(const Face& target, const Face&, Rng rng) const override {
    if (!target.landmarks) return {};
    std::optional<Region> region = DrawRegion(target.image.size(), *target.landmarks,
                                              {.move = options_.geometry,
                                               .whole_pixels = !options_.detail,
                                               .elastic = options_.elastic,
                                               .soft = options_.soft},
                                              rng.Substream("region"));
    if (!region) return {};
    Rng color_rng = rng.Substream("color"), detail_rng = rng.Substream("detail");
    Change change;
    if (options_.color) DrawColours(color_rng, change, region->parameters);
    if (options_.detail) DrawDetail(detail_rng, change, region->parameters);

    const cv::Mat& image = target.image;
    const cv::Rect box = NonZeroBox(region->mask);
    const Affine& move = region->moved_from_image;
    const cv::Rect needed = options_.geometry ? SeenBy(move, box, image.size()) : box;
    const cv::Mat copy = Changed(image, change, needed);
    const cv::Mat moved =
        options_.geometry ? WarpPart(copy, move, box, Outside::kRepeatEdge) : copy(box);
    cv::Mat fake = image.clone();
    Blend(image(box), moved, region->mask(box)).copyTo(fake(box));
    return Swapped{fake, region->mask, region->parameters};
  }

 private:
  SelfBlendOptions options_;
};

}  // namespace

void Register_self_blend(SwapMethodRegistry& registry) {
  registry.Add<SelfBlendOptions>(
      "self_blend",
      "a face blended with a changed copy of itself, after Shiohara & Yamasaki 2022 "
      "(cues: color, resampling, geometry)",
      [](const SelfBlendOptions& options) { return std::make_unique<SelfBlend>(options); });
}

}  // namespace swapbench
