// SPDX-License-Identifier: Apache-2.0
#include "train/objective.h"

namespace swapbench {
namespace {

class Reconstruction : public Objective {
 public:
  torch::Tensor Loss(const Outputs& outputs, const Targets& targets) const override {
    Check(outputs.answers.sizes() == targets.input.sizes(),
          "The objective 'reconstruction' needs a network that draws pictures: take autoencoder.");
    return torch::l1_loss(outputs.answers, targets.input);
  }
};

}  // namespace

void Register_reconstruction(TrainRegistries& registries) {
  registries.objectives.Add<NoOptions>(
      "reconstruction", "mean difference (L1) of what is drawn from what was shown",
      [](const NoOptions&) { return std::make_unique<Reconstruction>(); });
}

}  // namespace swapbench
