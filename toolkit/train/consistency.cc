// SPDX-License-Identifier: Apache-2.0
/// CORE (Ni et al. 2022): two changed views of a picture should be described alike. Beside the
/// cross-entropy stands weight (1 - cos)^2 of their features.
#include "train/objective.h"

namespace swapbench {
namespace {

struct ConsistencyOptions {
  double weight = 1, smoothing = 0;

  template <class V>
  void Describe(V& v) {
    v("weight", weight, "of the squared cosine distance between a picture's two views",
      Between{0, 1e6});
    DescribeSmoothing(v, smoothing);
  }
};

class Consistency : public Objective {
 public:
  explicit Consistency(const ConsistencyOptions& options) : options_(options) {}

  BatchWishes wishes() const override { return {.views = 2}; }

  torch::Tensor Loss(const Outputs& outputs, const Targets& targets) const override {
    Check(outputs.features.defined(),
          "The objective 'consistency' needs a network that shows its features: take core.");
    const torch::Tensor pairs = outputs.features.unflatten(0, {-1, 2});
    const torch::Tensor distance =
        1 - torch::cosine_similarity(pairs.select(1, 0), pairs.select(1, 1), 1);
    return CrossEntropy(outputs, targets.labels, options_.smoothing) +
           options_.weight * distance.square().mean();
  }

 private:
  ConsistencyOptions options_;
};

}  // namespace

void Register_consistency(TrainRegistries& registries) {
  registries.objectives.Add<ConsistencyOptions>(
      "consistency", "cross-entropy, and two views of a picture described alike, Ni et al. 2022",
      [](const ConsistencyOptions& options) { return std::make_unique<Consistency>(options); });
}

}  // namespace swapbench
