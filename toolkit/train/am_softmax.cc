// SPDX-License-Identifier: Apache-2.0
/// Additive margin softmax (Wang et al. 2018) of two classes: where a logit is s (cos a
/// - cos b), the true class's cosine must be larger by m before the loss is a usual one.
#include "train/objective.h"

namespace swapbench {
namespace {

struct AmSoftmaxOptions {
  double margin = .45;

  template <class V>
  void Describe(V& v) {
    v("margin", margin, "by which the true class's cosine must be the larger one", Between{0, 1});
  }
};

class AmSoftmax : public Objective {
 public:
  explicit AmSoftmax(const AmSoftmaxOptions& options) : options_(options) {}

  torch::Tensor Loss(const Outputs& outputs, const Targets& targets) const override {
    Check(outputs.scale > 0,
          "The objective 'am_softmax' needs a network whose answer is a scaled difference of two "
          "cosines: give it classes=2,scale=30.");
    const torch::Tensor margin = outputs.scale * options_.margin * (2 * targets.labels - 1);
    return torch::binary_cross_entropy_with_logits(outputs.answers - margin, targets.labels);
  }

 private:
  AmSoftmaxOptions options_;
};

}  // namespace

void Register_am_softmax(TrainRegistries& registries) {
  registries.objectives.Add<AmSoftmaxOptions>(
      "am_softmax", "cross-entropy with a margin between cosines, Wang et al. 2018",
      [](const AmSoftmaxOptions& options) { return std::make_unique<AmSoftmax>(options); });
}

}  // namespace swapbench
