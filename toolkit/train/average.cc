// SPDX-License-Identifier: Apache-2.0
#include "train/average.h"

namespace swapbench {

Average::Average(Network& network, double decay, const FrozenParts& frozen) : decay_(decay) {
  if (decay <= 0) return;
  for (const auto& [name, tensor] : StoredTensors(network))
    if (!frozen.Holds(name)) items_.push_back({name, tensor, tensor.detach().clone()});
}

void Average::Update(int64_t step) {
  const torch::NoGradGuard no_gradient;
  const double age = static_cast<double>(step);
  const double keep = std::min(decay_, (1 + age) / (10 + age));
  for (Item& item : items_) item.average.mul_(keep).add_(item.weight, 1 - keep);
}

void Average::Swap() {
  const torch::NoGradGuard no_gradient;
  for (Item& item : items_) {
    const torch::Tensor weight = item.weight.detach().clone();
    item.weight.copy_(item.average);
    item.average.copy_(weight);
  }
}

std::vector<NamedTensor> Average::Save() const {
  std::vector<NamedTensor> tensors;
  for (const Item& item : items_) tensors.push_back(ToNamedTensor(item.name, item.average));
  return tensors;
}

void Average::Load(const std::vector<NamedTensor>& tensors, const std::string& where) {
  Check(tensors.size() == items_.size(), where, ": the weights' average is damaged.");
  for (size_t i = 0; i < items_.size(); ++i) {
    Check(tensors[i].name == items_[i].name, where, ": the average of '", items_[i].name,
          "' is missing.");
    CopyValues(tensors[i], items_[i].average, where);
  }
}

}  // namespace swapbench
