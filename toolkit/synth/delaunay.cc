// SPDX-License-Identifier: Apache-2.0
// The classical face swap, as the "FaceSwap" of FaceForensics++ (Roessler et al. 2019): another
// person's face moved triangle by triangle, its colours matched, its edge feathered.
#include <algorithm>
#include <string>

#include "core/options.h"
#include "image/color.h"
#include "image/mask.h"
#include "image/stable.h"
#include "synth/swap.h"
#include "synth/triangulated.h"

namespace swapbench {
namespace {

struct DelaunayOptions {
  std::string hull = "inner";
  bool color = true;
  double feather = .1;

  template <class V>
  void Describe(V& v) {
    v("hull", hull, "region of the target that is replaced",
      OneOf{{kHullNames.begin(), kHullNames.end()}});
    v("color", color, "match the colours; false leaves the donor's (cue: colour statistics)");
    v("feather", feather,
      "width of the soft edge, share of the eyes' distance; 0: hard (cue: blending boundary)",
      Between{0, 1});
  }
};

class DelaunaySwap : public SwapMethod {
 public:
  explicit DelaunaySwap(const DelaunayOptions& options)
      : options_(options), hull_(ParseHull(options.hull)) {}

  SwapTraits traits() const override {
    return {.donor = Donor::kAnyOther,
            .cues = CuesOfAnotherFace(options_.color, options_.feather > 0)};
  }

  std::optional<Swapped> Swap(const Face& target, const Face& source, Rng) const override {
    const std::optional<MovedFace> moved = MoveOnto(target, source, hull_);
    if (!moved) return {};
    const double width = options_.feather * InterOcularDistance(*target.landmarks);
    const cv::Mat mask = Feather(moved->mask, width);
    const cv::Mat face =
        options_.color ? MatchColours(moved->image, target.image, moved->mask) : moved->image;
    JsonObject parameters;
    parameters.Set("hull", options_.hull).Set("color", options_.color).Set("feather_pixels", width);
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
      "another person's face moved triangle by triangle, colours matched, edge feathered",
      [](const DelaunayOptions& options) { return std::make_unique<DelaunaySwap>(options); });
}

}  // namespace swapbench
