// SPDX-License-Identifier: Apache-2.0
/// LibTorch on a traced graph, frozen and rewritten by its optimize_for_inference: batch norms
/// folded into convolutions, oneDNN blocks between them.
#include "backend/torch_tensor.h"
#include "backend/trace.h"

namespace swapbench {
namespace {

using namespace torch_backend;

struct TorchFrozenOptions {
  int threads = 1;

  template <class V>
  void Describe(V& v) {
    v("threads", threads, "threads within an operation", Between{1, 1024});
  }
};

class TorchFrozenBackend : public Backend {
 public:
  TorchFrozenBackend(const TorchFrozenOptions& options, const Model& model)
      : threads_(options.threads) {
    UseThreads(threads_);
    torch::jit::Module traced = Trace(*LoadNetwork(model));
    module_ = torch::jit::optimize_for_inference(traced);
  }

  BackendTraits traits() const override {
    return {Runtime("traced, optimize_for_inference"), "fp32", at::get_num_threads(), false};
  }

  std::vector<float> Run(const TensorView& nchw) override {
    UseThreads(threads_);
    torch::InferenceMode inference;
    return ToVector(module_.forward({Borrow(nchw)}).toTensor());
  }

 private:
  int threads_;
  torch::jit::Module module_;
};

}  // namespace

void Register_torch_frozen(BackendRegistry& registry) {
  registry.Add<TorchFrozenOptions>("torch_frozen",
                                   "LibTorch on the traced and optimised graph, fp32",
                                   [](const TorchFrozenOptions& options, const Model& model) {
                                     return std::make_unique<TorchFrozenBackend>(options, model);
                                   });
}

}  // namespace swapbench
