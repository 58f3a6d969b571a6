// SPDX-License-Identifier: Apache-2.0
#include "backend/trace.h"

#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/passes/inliner.h>

#include "core/error.h"

namespace swapbench {
namespace {

// Two, and checked with one and three: a batch size that was written into the graph shows.
constexpr int64_t kTracedBatch = 2;

torch::Tensor TestInput(const Network& network, int64_t batch) {
  const int64_t size = network.input().size;
  return torch::linspace(-1, 1, batch * 3 * size * size).reshape({batch, 3, size, size});
}

void CheckEqual(Network& network, torch::jit::Module& traced, int64_t batch) {
  const torch::Tensor input = TestInput(network, batch);
  const torch::Tensor answer = traced.forward({input}).toTensor();
  const torch::Tensor own = network.forward(input);
  Check(answer.sizes() == own.sizes() && answer.size(0) == batch &&
            torch::allclose(answer, own, 1e-5, 1e-5),
        "The traced network answers otherwise than the network itself for a batch of ", batch,
        "; its forward() must not depend on the batch size or on values of its input.");
}

}  // namespace

torch::jit::Module Trace(Network& network) {
  network.eval();
  for (torch::Tensor& parameter : network.parameters()) parameter.set_requires_grad(false);
  torch::NoGradGuard no_gradient;
  torch::jit::Module module("Network");
  // optimize_for_inference does nothing to a module without this attribute.
  module.register_attribute("training", c10::BoolType::get(), false);
  const auto forward = [&](torch::jit::Stack inputs) -> torch::jit::Stack {
    return {network.forward(inputs.front().toTensor())};
  };
  const auto no_name = [](const torch::autograd::Variable&) { return std::string(); };
  const auto [state, outputs] =
      torch::jit::tracer::trace({TestInput(network, kTracedBatch)}, forward, no_name,
                                /*strict=*/true, /*force_outplace=*/true, &module, {"input"});
  const auto function = module._ivalue()->compilation_unit()->create_function(
      c10::QualifiedName(*module.type()->name(), "forward"), state->graph);
  module.type()->addMethod(function);
  module.eval();
  for (const int64_t batch : {1, 3}) CheckEqual(network, module, batch);
  return module;
}

}  // namespace swapbench
