// SPDX-License-Identifier: Apache-2.0
#include "train/frozen.h"
// Torch first.
#include <algorithm>

#include "core/text.h"
#include "nets/normalisation.h"
#include "nets/tensors.h"

namespace swapbench {
namespace {

bool IsBelow(const std::string& name, const std::string& prefix) {
  return name == prefix || name.starts_with(prefix + ".");
}

std::string PartsOf(const std::map<std::string, torch::Tensor>& tensors) {
  std::vector<std::string> parts;
  for (const auto& [name, tensor] : tensors) {
    const std::string part = name.substr(0, name.find('.'));
    if (std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
  }
  return Join(parts, ", ");
}

}  // namespace

FrozenParts::FrozenParts(Network& network, const std::vector<std::string>& prefixes) {
  if (prefixes.empty()) return;
  const auto stored = StoredTensors(network);
  for (const std::string& prefix : prefixes) {
    bool matches = false;
    for (const auto& [name, tensor] : stored)
      if (IsBelow(name, prefix)) {
        matches = true;
        tensors_.insert(name);
      }
    Check(matches, "'frozen' = ", prefix, " names no tensor of this network, whose parts are ",
          PartsOf(stored), ": give one of them, or more of a tensor's name up to a dot.");
  }
  for (const auto& module : network.named_modules("", /*include_self=*/false)) {
    if (module.value()->as<BatchNormImpl>() == nullptr) continue;
    const auto own = [&](const std::string& name) { return IsBelow(name, module.key()); };
    if (std::ranges::none_of(tensors_, own)) continue;
    normalisations_.push_back(module.value());
    for (const auto& buffer : module.value()->named_buffers())
      tensors_.insert(module.key() + "." + buffer.key());
  }
  bool trains = false;
  for (const auto& item : network.named_parameters()) {
    if (Holds(item.key())) item.value().set_requires_grad(false);
    trains |= item.value().requires_grad();
  }
  Check(trains, "'frozen' = ", Join(prefixes, ", "),
        " leaves nothing to train: leave at least one of ", PartsOf(stored), " free.");
}

void FrozenParts::KeepStatistics() const {
  for (const auto& normalisation : normalisations_) normalisation->eval();
}

}  // namespace swapbench
