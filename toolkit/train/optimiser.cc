// SPDX-License-Identifier: Apache-2.0
#include "train/optimiser.h"

namespace swapbench {

Moments::Moments(Network& network, std::vector<std::string> kinds) : kinds_(std::move(kinds)) {
  for (const auto& item : network.named_parameters()) {
    if (!item.value().requires_grad()) continue;
    items_.push_back({item.key(), item.value(), {}});
    for (size_t kind = 0; kind < kinds_.size(); ++kind)
      items_.back().moments.push_back(torch::zeros_like(item.value()));
  }
}

std::vector<Moments::Item*> Moments::WithGradient() {
  std::vector<Item*> found;
  for (Item& item : items_)
    if (item.parameter.grad().defined()) found.push_back(&item);
  return found;
}

std::vector<NamedTensor> Moments::Save() const {
  std::vector<NamedTensor> tensors;
  for (const Item& item : items_)
    for (size_t kind = 0; kind < kinds_.size(); ++kind)
      tensors.push_back(ToNamedTensor(kinds_[kind] + "/" + item.name, item.moments[kind]));
  return tensors;
}

void Moments::Load(const TensorFile& file, const std::string& where) {
  for (Item& item : items_)
    for (size_t kind = 0; kind < kinds_.size(); ++kind)
      CopyValues(file.At(kinds_[kind] + "/" + item.name), item.moments[kind], where);
}

}  // namespace swapbench
