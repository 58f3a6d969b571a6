// SPDX-License-Identifier: Apache-2.0
// The control: every step of a fake, with the face itself as the donor. The picture that leaves is
// the picture that entered, so a detector that finds these records found the pipeline.
#include <opencv2/core.hpp>

#include "core/options.h"
#include "image/stable.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

class Identity : public SwapMethod {
 public:
  SwapTraits traits() const override { return {.donor = Donor::kSelf, .needs_unused_real = true}; }

  /// The mask is the one blended with; no pixel inside it changes either.
  std::optional<Swapped> Swap(const Face& target, const Face&, Rng rng) const override {
    if (!target.landmarks) return {};
    const std::optional<Region> region =
        DrawRegion(target.image.size(), *target.landmarks, {}, rng.Substream("region"));
    if (!region) return {};
    JsonObject parameters = region->parameters;
    parameters.Set("source", "the target itself, unchanged and not moved");
    const cv::Mat copy = target.image.clone();
    return Swapped{Blend(target.image, copy, region->mask), region->mask, parameters};
  }
};

}  // namespace

void Register_identity(SwapMethodRegistry& registry) {
  registry.Add<NoOptions>(
      "identity", "the control: every step of a self-blend with nothing swapped (cues: none)",
      [](const NoOptions&) { return std::make_unique<Identity>(); });
}

}  // namespace swapbench
