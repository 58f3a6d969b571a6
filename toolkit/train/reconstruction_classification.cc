// SPDX-License-Identifier: Apache-2.0
/// RECCE (Cao et al. 2022): beside the cross-entropy stand the mean difference of real pictures
/// from what was drawn of them, and, at each depth, how much less alike two reals are than a real
/// and a fake, their means' similarity being (1 + cos) / 2. DeepfakeBench trains by the
/// cross-entropy alone.
#include "train/objective.h"

namespace swapbench {
namespace {

struct ReconstructionClassificationOptions {
  double reconstruction = .1, metric = .1, smoothing = 0;

  template <class V>
  void Describe(V& v) {
    v("reconstruction", reconstruction, "weight of the mean difference (L1) of drawn reals",
      Between{0, 1e6});
    v("metric", metric, "weight of the reals' likeness at each depth", Between{0, 1e6});
    DescribeSmoothing(v, smoothing);
  }
};

/// Of the values at which the mask is 1; 0 where it is nowhere.
torch::Tensor MeanWhere(const torch::Tensor& mask, const torch::Tensor& values) {
  return (values * mask).sum() / mask.sum().clamp_min(1);
}

class ReconstructionClassification : public Objective {
 public:
  explicit ReconstructionClassification(const ReconstructionClassificationOptions& options)
      : options_(options) {}

  BatchWishes wishes() const override { return {.whole = true}; }
  torch::Tensor Loss(const Outputs& outputs, const Targets& targets) const override {
    Check(outputs.drawn.defined() && !outputs.depths.empty(),
          "The objective 'reconstruction_classification' needs a network that draws the picture "
          "once more beside its answer: take recce.");
    const torch::Tensor real = 1 - targets.labels;
    const torch::Tensor differences =
        (outputs.drawn - targets.input.unsqueeze(1)).abs().flatten(1).mean(1);
    torch::Tensor loss = CrossEntropy(outputs, targets.labels, options_.smoothing) +
                         options_.reconstruction * MeanWhere(real, differences);
    const torch::Tensor reals = torch::outer(real, real).fill_diagonal_(0),
                        mixed = torch::outer(real, targets.labels);
    for (const torch::Tensor& means : outputs.depths) {
      const torch::Tensor direction = torch::nn::functional::normalize(means);
      const torch::Tensor alike = (1 + torch::mm(direction, direction.t())) / 2;
      loss = loss + options_.metric * (1 - MeanWhere(reals, alike) + MeanWhere(mixed, alike));
    }
    return loss;
  }

 private:
  ReconstructionClassificationOptions options_;
};

}  // namespace

void Register_reconstruction_classification(TrainRegistries& registries) {
  registries.objectives.Add<ReconstructionClassificationOptions>(
      "reconstruction_classification",
      "cross-entropy, and reals drawn well and described alike, Cao et al. 2022",
      [](const ReconstructionClassificationOptions& options) {
        return std::make_unique<ReconstructionClassification>(options);
      });
}

}  // namespace swapbench
