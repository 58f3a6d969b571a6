// SPDX-License-Identifier: Apache-2.0
/// Batch normalisation whose statistics may be those of several processes' batches together
/// (Ioffe & Szegedy 2015). Internal to nets and train.
#pragma once

#include <functional>

#include "nets/fused_norm.h"
#include "nets/torch.h"

namespace swapbench {

/// The sum over all processes; so is the gradient that comes back.
using SumOverRanks = std::function<torch::Tensor(const torch::Tensor&)>;

/// Of N x C maps or vectors. Tensors are named as in PyTorch.
class BatchNormImpl : public torch::nn::Module {
 public:
  BatchNormImpl(const torch::nn::BatchNormOptions& options)  // NOLINT: a number of channels will do
      : options_(options),
        weight_(register_parameter("weight", torch::ones(options.num_features()))),
        bias_(register_parameter("bias", torch::zeros(options.num_features()))),
        mean_(register_buffer("running_mean", torch::zeros(options.num_features()))),
        variance_(register_buffer("running_var", torch::ones(options.num_features()))) {}

  /// From now on by what all processes hold; each must run the same layers in the same order.
  void GatherBy(SumOverRanks sum) { sum_ = std::move(sum); }

  torch::Tensor forward(const torch::Tensor& x) {
    if (is_training() && sum_) return Gathered(x);
    if (is_training() && HasFusedNorm(x)) return PlainNorm(Parameters(), x);
    return torch::batch_norm(x, weight_, bias_, mean_, variance_, is_training(),
                             *options_.momentum(), options_.eps(), /*cudnn_enabled=*/true);
  }

  /// max(0, forward(x) + added); `added` may be left out.
  torch::Tensor Rectified(const torch::Tensor& x, const torch::Tensor& added = {}) {
    if (is_training() && !sum_ && HasFusedNorm(x)) return RectifiedNorm(Parameters(), x, added);
    const torch::Tensor y = forward(x);
    return torch::relu(added.defined() ? y + added : y);
  }

 private:
  NormParameters Parameters() const {
    return {weight_, bias_, mean_, variance_, *options_.momentum(), options_.eps()};
  }

  torch::Tensor Gathered(const torch::Tensor& x) {
    std::vector<int64_t> others = {0}, broadcast(static_cast<size_t>(x.dim()), 1);
    for (int64_t axis = 2; axis < x.dim(); ++axis) others.push_back(axis);
    broadcast[1] = x.size(1);
    const auto count =
        torch::full({1}, static_cast<double>(x.numel() / x.size(1)), torch::kFloat64);
    const torch::Tensor own = torch::cat({count, x.sum(others, false, torch::kFloat64),
                                          x.square().sum(others, false, torch::kFloat64)});
    const std::vector<torch::Tensor> all = sum_(own).split_with_sizes({1, x.size(1), x.size(1)});
    const torch::Tensor mean = all[1] / all[0], variance = all[2] / all[0] - mean.square();
    Remember(mean.detach(), (variance * all[0] / (all[0] - 1)).detach());
    const auto spread = [&](const torch::Tensor& values) {
      return values.to(x.scalar_type()).reshape(broadcast);
    };
    const torch::Tensor scale = weight_ * torch::rsqrt(variance + options_.eps());
    return (x - spread(mean)) * spread(scale) + spread(bias_);
  }

  void Remember(const torch::Tensor& mean, const torch::Tensor& variance) {
    const double share = *options_.momentum();
    mean_.mul_(1 - share).add_(mean, share);
    variance_.mul_(1 - share).add_(variance, share);
  }

  torch::nn::BatchNormOptions options_;
  torch::Tensor weight_, bias_, mean_, variance_;
  SumOverRanks sum_;
};
TORCH_MODULE(BatchNorm);

/// All of a network.
inline void GatherStatistics(const torch::nn::Module& network, const SumOverRanks& sum) {
  for (const auto& module : network.modules(/*include_self=*/false))
    if (auto* norm = module->as<BatchNormImpl>()) norm->GatherBy(sum);
}

}  // namespace swapbench
