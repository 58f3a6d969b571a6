// SPDX-License-Identifier: Apache-2.0
/// Sharpness-aware minimisation (Foret et al. 2021, algorithm 1): the gradient is taken where the
/// loss is worst within rho, the step from where the parameters are. Two backward passes a step.
#include "train/optimiser.h"

namespace swapbench {
namespace {

struct SamOptions {
  double rho = .05;
  Spec base{"sgd", {}};

  template <class V>
  void Describe(V& v) {
    v("rho", rho, "radius of the neighbourhood", Between{0, 10});
    v("base", base, "optimiser that takes the step");
  }
};

class Sam : public Optimiser {
 public:
  Sam(const SamOptions& options, Network& network)
      : rho_(options.rho),
        parameters_(network.parameters()),
        base_(Optimisers().Make(options.base, network)) {}

  torch::Tensor Step(const Backward& backward, double learning_rate, int64_t step) override {
    const torch::Tensor loss = backward();
    const std::vector<torch::Tensor> here = Climb();
    backward();
    Return(here);
    base_->Step([&] { return loss; }, learning_rate, step);
    return loss;
  }

  std::vector<NamedTensor> Save() const override { return base_->Save(); }
  void Load(const TensorFile& file, const std::string& where) override { base_->Load(file, where); }

 private:
  /// Moves the parameters up the gradient and answers where they were.
  std::vector<torch::Tensor> Climb() {
    const torch::NoGradGuard no_gradient;
    std::vector<torch::Tensor> here, lengths;
    for (const torch::Tensor& parameter : parameters_) {
      here.push_back(parameter.detach().clone());
      if (parameter.grad().defined()) lengths.push_back(parameter.grad().norm());
    }
    const double scale = rho_ / (torch::stack(lengths).norm().item<double>() + 1e-12);
    for (torch::Tensor& parameter : parameters_)
      if (parameter.grad().defined()) parameter.add_(parameter.grad(), scale);
    return here;
  }

  void Return(const std::vector<torch::Tensor>& here) {
    const torch::NoGradGuard no_gradient;
    for (size_t i = 0; i < here.size(); ++i) parameters_[i].copy_(here[i]);
  }

  double rho_;
  std::vector<torch::Tensor> parameters_;
  std::unique_ptr<Optimiser> base_;
};

}  // namespace

void Register_sam(TrainRegistries& registries) {
  registries.optimisers.Add<SamOptions>("sam", "sharpness-aware minimisation, Foret et al. 2021",
                                        [](const SamOptions& options, Network& network) {
                                          return std::make_unique<Sam>(options, network);
                                        });
}

}  // namespace swapbench
