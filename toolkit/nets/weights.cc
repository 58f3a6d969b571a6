// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/file.h"
#include "core/hash.h"
#include "core/rng.h"
#include "nets/network.h"
#include "nets/tensors.h"

namespace swapbench {

NamedTensor ToNamedTensor(const std::string& name, const torch::Tensor& tensor) {
  const torch::Tensor plain = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
  const float* values = plain.data_ptr<float>();
  return {name, plain.sizes().vec(), {values, values + plain.numel()}};
}

void CopyValues(const NamedTensor& from, torch::Tensor to, const std::string& where) {
  Check(from.shape == to.sizes().vec(), where, ": the tensor '", from.name, "' has shape [",
        torch::IntArrayRef(from.shape), "], the network needs [", to.sizes(), "].");
  const torch::NoGradGuard no_gradient;
  to.copy_(torch::from_blob(const_cast<float*>(from.values.data()), from.shape));
}

std::map<std::string, torch::Tensor> StoredTensors(const torch::nn::Module& module) {
  std::map<std::string, torch::Tensor> tensors;
  for (const auto& item : module.named_parameters()) tensors[item.key()] = item.value();
  for (const auto& item : module.named_buffers())
    if (!item.key().ends_with("num_batches_tracked")) tensors[item.key()] = item.value();
  return tensors;
}

void CopyAllValues(const std::vector<NamedTensor>& from, torch::nn::Module& to,
                   const std::string& where) {
  auto wanted = StoredTensors(to);
  for (const NamedTensor& tensor : from) {
    const auto found = wanted.find(tensor.name);
    Check(found != wanted.end(), where, ": the network has no tensor called '", tensor.name, "'.");
    CopyValues(tensor, found->second, where);
    wanted.erase(found);
  }
  Check(wanted.empty(), where, ": the tensor '", wanted.empty() ? "" : wanted.begin()->first,
        "' is missing.");
}

std::vector<NamedTensor> CopyOfWeights(const torch::nn::Module& module) {
  std::vector<NamedTensor> weights;
  for (const auto& [name, tensor] : StoredTensors(module))
    weights.push_back(ToNamedTensor(name, tensor));
  return weights;
}

void SaveWeights(const torch::nn::Module& module, const std::filesystem::path& file) {
  PublishFile(file, EncodeSafetensors({CopyOfWeights(module), {}}));
}

void LoadWeights(torch::nn::Module& module, const std::filesystem::path& file) {
  CopyAllValues(ReadSafetensors(file).tensors, module, file.string());
}

namespace {

/// He et al. 2015 for convolutions (fan-in), the same without the rectifier's factor for linear
/// layers.
void InitialiseParameter(const std::string& name, torch::Tensor parameter,
                         std::optional<double> spread, uint64_t seed) {
  if (parameter.dim() < 2 && !spread) {
    parameter.fill_(name.ends_with("weight") ? 1 : 0);  // normalisation scales; biases
    return;
  }
  const double fan_in = static_cast<double>(parameter[0].numel());
  const double sd = spread.value_or(std::sqrt((parameter.dim() > 2 ? 2 : 1) / fan_in));
  Rng rng(seed, "nets/init", Xxh3(name));
  const torch::Tensor drawn = torch::empty(parameter.sizes());
  std::generate_n(drawn.data_ptr<float>(), drawn.numel(),
                  [&] { return static_cast<float>(rng.Normal(0, sd)); });
  parameter.copy_(drawn);
}

}  // namespace

void InitialiseWeights(Network& network, uint64_t seed) {
  const torch::NoGradGuard no_gradient;
  for (const auto& item : network.named_parameters())
    InitialiseParameter(item.key(), item.value(), network.InitialSpread(item.key(), item.value()),
                        seed);
  for (const auto& item : network.named_buffers()) {  // fixed kernels stay as they are
    torch::Tensor buffer = item.value();
    if (item.key().ends_with("running_mean")) buffer.zero_();
    if (item.key().ends_with("running_var")) buffer.fill_(1);
  }
}

}  // namespace swapbench
