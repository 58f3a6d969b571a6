// SPDX-License-Identifier: Apache-2.0
#include "train/objective.h"

namespace swapbench {

torch::Tensor CrossEntropy(const Outputs& outputs, const torch::Tensor& labels, double smoothing) {
  const torch::Tensor fake = labels * (1 - smoothing) + .5 * smoothing;
  if (!outputs.classes.defined())
    return torch::binary_cross_entropy_with_logits(outputs.answers, fake);
  const torch::Tensor truth = torch::stack({1 - fake, fake}, 1).unsqueeze(2);  // N x 2 x 1
  return -(truth * torch::log_softmax(outputs.classes, 1)).sum({1, 2}).mean();
}

namespace {

struct CrossEntropyOptions {
  double smoothing = 0;

  template <class V>
  void Describe(V& v) {
    DescribeSmoothing(v, smoothing);
  }
};

class CrossEntropyObjective : public Objective {
 public:
  explicit CrossEntropyObjective(const CrossEntropyOptions& options) : options_(options) {}

  torch::Tensor Loss(const Outputs& outputs, const Targets& targets) const override {
    return CrossEntropy(outputs, targets.labels, options_.smoothing);
  }

 private:
  CrossEntropyOptions options_;
};

}  // namespace

void Register_cross_entropy(TrainRegistries& registries) {
  registries.objectives.Add<CrossEntropyOptions>(
      "cross_entropy", "of real against fake", [](const CrossEntropyOptions& options) {
        return std::make_unique<CrossEntropyObjective>(options);
      });
}

}  // namespace swapbench
