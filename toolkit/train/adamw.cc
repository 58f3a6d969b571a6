// SPDX-License-Identifier: Apache-2.0
/// AdamW (Loshchilov and Hutter 2019, algorithm 2).
#include <cmath>

#include "train/optimiser.h"

namespace swapbench {
namespace {

struct AdamWOptions {
  double beta1 = .9, beta2 = .999, epsilon = 1e-8, weight_decay = 1e-2;

  template <class V>
  void Describe(V& v) {
    v("beta1", beta1, "decay of the mean gradient", Between{0, .99999});
    v("beta2", beta2, "decay of its mean square", Between{0, .9999999});
    v("epsilon", epsilon, "least divisor", Between{0, 1});
    v("weight_decay", weight_decay, "decoupled decay of kernels and matrices", Between{0, 1});
  }
};

class AdamW : public Optimiser {
 public:
  AdamW(const AdamWOptions& options, Network& network)
      : options_(options), moments_(network, {"first", "second"}) {}

  torch::Tensor Step(const Backward& backward, double learning_rate, int64_t step) override {
    const torch::Tensor loss = backward();
    const torch::NoGradGuard no_gradient;
    const auto& [beta1, beta2, epsilon, weight_decay] = options_;
    const double count = static_cast<double>(step + 1);
    const double first_bias = 1 - std::pow(beta1, count);
    const double second_bias = std::sqrt(1 - std::pow(beta2, count));
    for (Moments::Item* item : moments_.WithGradient()) {
      const torch::Tensor gradient = item->parameter.grad();
      torch::Tensor &first = item->moments[0], &second = item->moments[1];
      Decay(item->parameter, learning_rate * weight_decay);
      first.mul_(beta1).add_(gradient, 1 - beta1);
      second.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
      const torch::Tensor scale = (second.sqrt() / second_bias).add_(epsilon);
      item->parameter.addcdiv_(first, scale, -learning_rate / first_bias);
    }
    return loss;
  }

  std::vector<NamedTensor> Save() const override { return moments_.Save(); }
  void Load(const TensorFile& file, const std::string& where) override {
    moments_.Load(file, where);
  }

 private:
  AdamWOptions options_;
  Moments moments_;
};

}  // namespace

void Register_adamw(TrainRegistries& registries) {
  registries.optimisers.Add<AdamWOptions>(
      "adamw", "adaptive moments with decoupled decay, Loshchilov & Hutter 2019",
      [](const AdamWOptions& options, Network& network) {
        return std::make_unique<AdamW>(options, network);
      });
}

}  // namespace swapbench
