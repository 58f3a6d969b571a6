// SPDX-License-Identifier: Apache-2.0
/// Stochastic gradient descent with momentum as PyTorch has it: v = momentum v + g, the step is
/// rate (g + momentum v) with Nesterov's, else rate v.
#include "train/optimiser.h"

namespace swapbench {
namespace {

struct SgdOptions {
  double momentum = .9, weight_decay = 0;
  bool nesterov = false;

  template <class V>
  void Describe(V& v) {
    v("momentum", momentum, "share of the last step that is kept", Between{0, .9999});
    v("weight_decay", weight_decay, "decoupled decay of kernels and matrices", Between{0, 1});
    v("nesterov", nesterov, "look ahead along the momentum, Sutskever et al. 2013");
  }
};

class Sgd : public Optimiser {
 public:
  Sgd(const SgdOptions& options, Network& network)
      : options_(options), moments_(network, {"velocity"}) {}

  torch::Tensor Step(const Backward& backward, double learning_rate, int64_t /*step*/) override {
    const torch::Tensor loss = backward();
    const torch::NoGradGuard no_gradient;
    for (Moments::Item* item : moments_.WithGradient()) {
      const torch::Tensor gradient = item->parameter.grad();
      torch::Tensor& velocity = item->moments[0];
      Decay(item->parameter, learning_rate * options_.weight_decay);
      velocity.mul_(options_.momentum).add_(gradient);
      if (options_.nesterov) {
        item->parameter.add_(gradient, -learning_rate);
        item->parameter.add_(velocity, -learning_rate * options_.momentum);
      } else {
        item->parameter.add_(velocity, -learning_rate);
      }
    }
    return loss;
  }

  std::vector<NamedTensor> Save() const override { return moments_.Save(); }
  void Load(const TensorFile& file, const std::string& where) override {
    moments_.Load(file, where);
  }

 private:
  SgdOptions options_;
  Moments moments_;
};

}  // namespace

void Register_sgd(TrainRegistries& registries) {
  registries.optimisers.Add<SgdOptions>("sgd", "gradient descent with momentum",
                                        [](const SgdOptions& options, Network& network) {
                                          return std::make_unique<Sgd>(options, network);
                                        });
}

}  // namespace swapbench
