// SPDX-License-Identifier: Apache-2.0
#if SWAPBENCH_WITH_TORCH
#include "train/objective.h"
// Torch first.
#include "train/average.h"
#include "train/fixtures.h"
#include "train/optimiser.h"

namespace swapbench {
namespace {

class Line : public Network {
 public:
  Line() {
    weight_ = register_parameter(
        "weight", .3 * torch::sin(1 + torch::arange(8, torch::kFloat32)).reshape({2, 4}));
    bias_ = register_parameter("bias", torch::tensor({.1f, -.2f}));
  }
  torch::Tensor forward(torch::Tensor x) override { return torch::linear(x, weight_, bias_); }
  InputFormat input() const override { return {}; }

 private:
  torch::Tensor weight_, bias_;
};

}  // namespace

std::vector<double> StepAlong(const std::string& name, int steps, bool resumed) {
  Line line;
  const torch::Tensor x = torch::sin(torch::arange(20, torch::kFloat32)).reshape({5, 4}),
                      y = torch::cos(torch::arange(10, torch::kFloat32)).reshape({5, 2});
  auto optimiser = Optimisers().Make(Spec::Parse(name), line);
  const auto backward = [&] {
    line.zero_grad(/*set_to_none=*/true);
    const torch::Tensor loss = torch::mse_loss(line.forward(x), y);
    loss.backward();
    return loss;
  };
  for (int step = 0; step < steps; ++step) {
    if (resumed && step == steps / 2) {
      TensorFile file;
      file.tensors = optimiser->Save();
      optimiser = Optimisers().Make(Spec::Parse(name), line);
      optimiser->Load(file, "checkpoint");
    }
    optimiser->Step(backward, .05, step);
  }
  std::vector<double> parameters;
  for (const torch::Tensor& parameter : line.parameters())
    for (int64_t i = 0; i < parameter.numel(); ++i)
      parameters.push_back(parameter.flatten()[i].item<double>());
  return parameters;
}

double LossOf(const std::string& objective, ShownNumbers numbers) {
  const auto tensor = [](std::vector<float>& values, std::vector<int64_t> shape) {
    return values.empty() ? torch::Tensor() : torch::tensor(values).reshape(shape);
  };
  const int64_t rows = numbers.rows;
  Outputs outputs{tensor(numbers.answers, {rows}), tensor(numbers.classes, {rows, 2, -1}),
                  tensor(numbers.features, {rows, -1}), tensor(numbers.seam, {rows, 1, -1}),
                  numbers.scale};
  const auto pixels = static_cast<int64_t>(numbers.input.size()) / rows;
  outputs.drawn = tensor(numbers.drawn, {rows, -1, 1, 1, pixels});
  for (std::vector<float>& means : numbers.depths)
    outputs.depths.push_back(tensor(means, {rows, -1}));
  outputs.methods = tensor(numbers.methods, {rows, -1});
  outputs.specific = tensor(numbers.specific, {rows, -1});
  torch::Tensor of_method = tensor(numbers.of_method, {rows});
  if (of_method.defined()) of_method = of_method.to(torch::kInt64);
  const Targets targets{tensor(numbers.input, {rows, 1, 1, pixels}), tensor(numbers.labels, {rows}),
                        of_method, tensor(numbers.masks, {rows, 1, -1})};
  return Objectives().Make(Spec::Parse(objective))->Loss(outputs, targets).item<double>();
}

std::vector<double> AverageOf(double decay, int steps) {
  Line line;
  Average average(line, decay, FrozenParts(line, {}));
  const torch::NoGradGuard no_gradient;
  torch::Tensor bias = line.parameters().at(1);
  for (int step = 0; step < steps; ++step) {
    bias.fill_(step + 1);
    average.Update(step);
  }
  std::vector<double> seen;
  {
    const Average::InPlace in_place(average);
    seen.push_back(bias[0].item<double>());
  }
  seen.push_back(bias[0].item<double>());
  return seen;
}

}  // namespace swapbench
#endif
