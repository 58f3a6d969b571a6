// SPDX-License-Identifier: Apache-2.0
/// LibTorch, operation by operation: the reference of every parity check (fp32, one thread).
#include "backend/last_maps.h"
#include "backend/torch_tensor.h"
#include "nets/network.h"

namespace swapbench {
namespace {

using namespace torch_backend;

struct TorchOptions {
  int threads = 1;
  std::string layout = "nchw";

  template <class V>
  void Describe(V& v) {
    v("threads", threads, "threads within an operation", Between{1, 1024});
    v("layout", layout, "order of tensors in memory", OneOf{{"nchw", "nhwc"}});
  }
};

class TorchBackend : public Backend {
 public:
  TorchBackend(const TorchOptions& options, const Model& model)
      : options_(options),
        format_(options.layout == "nhwc" ? torch::MemoryFormat::ChannelsLast
                                         : torch::MemoryFormat::Contiguous),
        network_(LoadNetwork(model)) {
    UseThreads(options.threads);
    torch::NoGradGuard no_gradient;
    for (torch::Tensor& weight : network_->parameters()) {
      weight.set_requires_grad(false);
      if (weight.dim() == 4) weight.set_data(weight.contiguous(format_));
    }
  }

  BackendTraits traits() const override {
    return {Runtime("eager, " + options_.layout), "fp32", at::get_num_threads(), false};
  }

  std::vector<float> Run(const TensorView& nchw) override {
    UseThreads(options_.threads);
    torch::InferenceMode inference;
    return ToVector(network_->forward(Borrow(nchw).contiguous(format_)));
  }

  std::optional<Attribution> Attribute(const TensorView& nchw) override {
    if (network_->answer() != Answer::kLogit) return {};
    UseThreads(options_.threads);
    return network_->draws_seam() ? Seam(nchw) : HiResCam(nchw);
  }

 private:
  Attribution Seam(const TensorView& nchw) {
    torch::InferenceMode inference;
    const torch::Tensor seam = network_->Show(Borrow(nchw).contiguous(format_)).seam;
    return {static_cast<int>(seam.size(1)), static_cast<int>(seam.size(2)), ToVector(seam),
            Attribution::Kind::kSeam};
  }

  std::optional<Attribution> HiResCam(const TensorView& nchw) {
    const torch::AutoGradMode gradient(true);
    const torch::Tensor input = Borrow(nchw).clone().set_requires_grad(true);
    const LastMaps last;
    const torch::Tensor logits = network_->forward(input.contiguous(format_));
    const torch::Tensor maps = last.maps();
    if (!maps.defined()) return {};
    const torch::Tensor slopes = torch::autograd::grad({logits.sum()}, {maps})[0];
    const torch::Tensor places = (maps * slopes).sum(1).detach();
    return Attribution{static_cast<int>(places.size(1)), static_cast<int>(places.size(2)),
                       ToVector(places), Attribution::Kind::kHiResCam};
  }

  TorchOptions options_;
  torch::MemoryFormat format_;
  std::shared_ptr<Network> network_;
};

}  // namespace

void Register_torch(BackendRegistry& registry) {
  registry.Add<TorchOptions>("torch", "LibTorch, eager, fp32; the reference",
                             [](const TorchOptions& options, const Model& model) {
                               return std::make_unique<TorchBackend>(options, model);
                             });
}

}  // namespace swapbench
