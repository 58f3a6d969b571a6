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

/// One number in which every row counts differently, as does all that is shown beside the answers.
torch::Tensor Weighted(const Outputs& shown) {
  torch::Tensor sum = (shown.answers * torch::arange(1, shown.answers.numel() + 1)).sum();
  std::vector<torch::Tensor> others = {shown.drawn, shown.methods, shown.specific};
  others.insert(others.end(), shown.depths.begin(), shown.depths.end());
  for (const torch::Tensor& other : others)
    if (other.defined())
      sum = sum + (other.flatten() * torch::linspace(0, 1, other.numel(), other.options())).mean();
  return sum;
}

torch::Tensor InDoubles(Network& network, const Batch& batch) {
  network.to(torch::kFloat64);
  return ToTensor(batch).to(torch::kFloat64);
}

std::vector<float> InFloats(Network& network, const Batch& batch) {
  const torch::NoGradGuard no_gradient;
  // Thin layers are some thirty times faster in this layout; 1,200 pictures wait for it.
  const torch::Tensor input = ToTensor(batch).contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor logits = network.forward(input).contiguous();
  Check(logits.dim() == 1, "forward must answer one number a row");
  return {logits.data_ptr<float>(), logits.data_ptr<float>() + logits.numel()};
}

std::vector<double> ToVector(const torch::Tensor& logits) {
  const torch::Tensor plain = logits.contiguous();
  return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
}

}  // namespace

std::vector<float> Answers(const Model& model, const Batch& batch) {
  return InFloats(*LoadNetwork(model), batch);
}

std::vector<std::vector<double>> PreciseLogits(const Model& model,
                                               const std::vector<Batch>& batches) {
  const torch::NoGradGuard no_gradient;
  const auto network = LoadNetwork(model);
  std::vector<std::vector<double>> logits;
  for (const Batch& batch : batches)
    logits.push_back(ToVector(network->forward(InDoubles(*network, batch))));
  return logits;
}

std::vector<double> PreciseLogits(const Model& model, const Batch& batch) {
  return PreciseLogits(model, std::vector{batch}).front();
}

PreciseAnswer PreciseAnswers(const Model& model, const Batch& batch) {
  const auto network = LoadNetwork(model);
  PreciseAnswer answer;
  answer.rounded = InFloats(*network, batch);
  const Outputs shown = network->Show(InDoubles(*network, batch));
  Weighted(shown).backward();
  answer.logits = ToVector(shown.answers);
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
  Weighted(network->Show(ToTensor(batch))).backward();
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

void WriteAnyWeights(const std::string& spec, const std::filesystem::path& file) {
  SaveWeights(*Networks().Make(Spec::Parse(spec)), file);
}

Model ModelOf(const std::string& spec, const std::filesystem::path& folder) {
  ModelInfo info;
  info.network = Networks().Canonical(Spec::Parse(spec));
  info.input = FormatOf(spec);
  info.trained_on = "nothing";
  info.ledger = "{}";
  WriteModelInfo(folder, info);
  return ReadModel(folder);
}

void DisturbTorchGenerator() { torch::rand({17}); }

void LoadInto(const std::string& spec, const std::filesystem::path& weights) {
  LoadWeights(*Networks().Make(Spec::Parse(spec)), weights);
}

}  // namespace swapbench
#endif
