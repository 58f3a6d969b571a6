// SPDX-License-Identifier: Apache-2.0
#if SWAPBENCH_WITH_TORCH
#include "nets/network.h"
// Torch first.
#include "nets/fixtures.h"

namespace swapbench {
namespace {

torch::Tensor ToTensor(const Batch& batch) {
  return torch::from_blob(const_cast<float*>(batch.values.data()), batch.shape).clone();
}

/// One number in which every row counts differently.
torch::Tensor Weighted(const torch::Tensor& logits) {
  return (logits * torch::arange(1, logits.numel() + 1)).sum();
}

torch::Tensor InDoubles(Network& network, const Batch& batch) {
  network.to(torch::kFloat64);
  return network.forward(ToTensor(batch).to(torch::kFloat64));
}

std::vector<double> ToVector(const torch::Tensor& logits) {
  const torch::Tensor plain = logits.contiguous();
  return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
}

}  // namespace

std::vector<float> Answers(const Model& model, const Batch& batch) {
  const torch::NoGradGuard no_gradient;
  // Thin layers are some thirty times faster in this layout; 1,200 pictures wait for it.
  const torch::Tensor input = ToTensor(batch).contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor logits = LoadNetwork(model)->forward(input).contiguous();
  Check(logits.dim() == 1, "forward must answer one number a row");
  return {logits.data_ptr<float>(), logits.data_ptr<float>() + logits.numel()};
}

std::vector<double> PreciseLogits(const Model& model, const Batch& batch) {
  const torch::NoGradGuard no_gradient;
  return ToVector(InDoubles(*LoadNetwork(model), batch));
}

PreciseAnswer PreciseAnswers(const Model& model, const Batch& batch) {
  const auto network = LoadNetwork(model);
  const torch::Tensor logits = InDoubles(*network, batch);
  Weighted(logits).backward();
  PreciseAnswer answer;
  answer.logits = ToVector(logits);
  for (const auto& item : network->named_parameters()) {
    const torch::Tensor gradient = item.value().grad();
    answer.gradients[item.key()] = {gradient.norm().item<double>(),
                                    (gradient * item.value().detach()).sum().item<double>()};
  }
  return answer;
}

std::map<std::string, double> Gradients(const std::string& spec, const Batch& batch) {
  const auto network = Networks().Make(Spec::Parse(spec));
  InitialiseWeights(*network, 5);
  network->train();
  const torch::Tensor logits = network->forward(ToTensor(batch));
  Weighted(logits).backward();
  std::map<std::string, double> largest;
  for (const auto& item : network->named_parameters())
    largest[item.key()] =
        item.value().grad().defined() ? item.value().grad().abs().max().item<double>() : 0;
  return largest;
}

size_t CountParameters(const std::string& spec) { return CountParameters(Spec::Parse(spec)); }

InputFormat FormatOf(const std::string& spec) {
  return Networks().Make(Spec::Parse(spec))->input();
}

void DisturbTorchGenerator() { torch::rand({17}); }

void LoadInto(const std::string& spec, const std::filesystem::path& weights) {
  LoadWeights(*Networks().Make(Spec::Parse(spec)), weights);
}

}  // namespace swapbench
#endif
