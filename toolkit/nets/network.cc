// SPDX-License-Identifier: Apache-2.0
#include "nets/network.h"

namespace swapbench {

#define SWAPBENCH_PLUGIN(word) void Register_##word(NetworkRegistry& registry);
#include "nets/plugins.def"
#undef SWAPBENCH_PLUGIN

const NetworkRegistry& Networks() {
  static const NetworkRegistry registry = [] {
    NetworkRegistry made("network");
#define SWAPBENCH_PLUGIN(word) Register_##word(made);
#include "nets/plugins.def"
#undef SWAPBENCH_PLUGIN
    return made;
  }();
  return registry;
}

uint64_t CountParameters(const Spec& network) {
  uint64_t count = 0;
  for (const torch::Tensor& parameter : Networks().Make(network)->parameters())
    count += static_cast<uint64_t>(parameter.numel());
  return count;
}

std::shared_ptr<Network> LoadNetwork(const Model& model) {
  std::shared_ptr<Network> network = Networks().Make(model.info.network);
  LoadWeights(*network, model.folder / "weights.safetensors");
  network->eval();
  return network;
}

}  // namespace swapbench
