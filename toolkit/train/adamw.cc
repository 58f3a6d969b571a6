// SPDX-License-Identifier: Apache-2.0
#include "train/adamw.h"

#include <cmath>

namespace swapbench {
namespace {

constexpr double kBeta1 = .9, kBeta2 = .999, kEpsilon = 1e-8;

}  // namespace

AdamW::AdamW(torch::nn::Module& module, double weight_decay) : weight_decay_(weight_decay) {
  for (const auto& item : module.named_parameters())
    items_.push_back({item.key(), item.value(), torch::zeros_like(item.value()),
                      torch::zeros_like(item.value())});
}

void AdamW::ClearGradients() {
  for (Item& item : items_) item.parameter.mutable_grad() = torch::Tensor();
}

void AdamW::Step(double learning_rate, int64_t step) {
  const torch::NoGradGuard no_gradient;
  const double count = static_cast<double>(step + 1);
  const double first_bias = 1 - std::pow(kBeta1, count);
  const double second_bias = std::sqrt(1 - std::pow(kBeta2, count));
  for (Item& item : items_) {
    const torch::Tensor& gradient = item.parameter.grad();
    if (!gradient.defined()) continue;
    if (item.parameter.dim() > 1) item.parameter.mul_(1 - learning_rate * weight_decay_);
    item.first.mul_(kBeta1).add_(gradient, 1 - kBeta1);
    item.second.mul_(kBeta2).addcmul_(gradient, gradient, 1 - kBeta2);
    const torch::Tensor scale = (item.second.sqrt() / second_bias).add_(kEpsilon);
    item.parameter.addcdiv_(item.first, scale, -learning_rate / first_bias);
  }
}

std::vector<NamedTensor> AdamW::Save() const {
  std::vector<NamedTensor> tensors;
  for (const Item& item : items_) {
    tensors.push_back(ToNamedTensor("first/" + item.name, item.first));
    tensors.push_back(ToNamedTensor("second/" + item.name, item.second));
  }
  return tensors;
}

void AdamW::Load(const TensorFile& file, const std::string& where) {
  for (Item& item : items_) {
    CopyValues(file.At("first/" + item.name), item.first, where);
    CopyValues(file.At("second/" + item.name), item.second, where);
  }
}

}  // namespace swapbench
