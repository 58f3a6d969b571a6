// SPDX-License-Identifier: Apache-2.0
/// Face X-ray (Li et al. 2020): a swap with the soft mask m has a seam 4 m (1 - m), where m is
/// neither 0 nor 1. The network draws it; the loss is L_c + weight L_b, both cross-entropies.
#include "train/objective.h"

namespace swapbench {
namespace {

struct BoundaryOptions {
  double weight = 100, smoothing = 0;

  template <class V>
  void Describe(V& v) {
    v("weight", weight, "of the drawn seam's cross-entropy, beside that of real against fake",
      Between{0, 1e6});
    DescribeSmoothing(v, smoothing);
  }
};

class Boundary : public Objective {
 public:
  explicit Boundary(const BoundaryOptions& options) : options_(options) {}

  BatchWishes wishes() const override { return {.masks = true}; }

  torch::Tensor Loss(const Outputs& outputs, const Targets& targets) const override {
    Check(
        outputs.seam.defined(),
        "The objective 'boundary' needs a network that draws the seam of a swap: take face_xray.");
    const torch::Tensor seam = 4 * targets.masks * (1 - targets.masks);
    return options_.weight * torch::binary_cross_entropy_with_logits(outputs.seam, seam) +
           CrossEntropy(outputs, targets.labels, options_.smoothing);
  }

 private:
  BoundaryOptions options_;
};

}  // namespace

void Register_boundary(TrainRegistries& registries) {
  registries.objectives.Add<BoundaryOptions>(
      "boundary",
      "cross-entropy of real against fake and of the seam that is drawn, Li et al. 2020",
      [](const BoundaryOptions& options) { return std::make_unique<Boundary>(options); });
}

}  // namespace swapbench
