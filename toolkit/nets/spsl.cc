// SPDX-License-Identifier: Apache-2.0
/// SPSL (Liu et al. 2021, Spatial-Phase Shallow Learning): beside the picture a fourth channel that
/// holds its phase spectrum alone, in which the steps of an up-sampling stand out. The whole
/// Xception follows, as in DeepfakeBench, not the paper's shallow one. DeepfakeBench's Fourier
/// transform runs over the batch, too, so that its answer depends on a picture's neighbours; here
/// it runs over each picture, as in the paper: the same for batches of one.
#include "nets/xception.h"

namespace swapbench {
namespace {

/// N x 3 x H x W -> N x 1 x H x W: the grey picture's spectrum with every amplitude set to 1
/// (equations 3 and 4).
torch::Tensor PhasePicture(const torch::Tensor& x) {
  const torch::Tensor phase = torch::angle(torch::fft_rfft2(x.mean(1, true)));
  return torch::fft_irfft2(torch::polar(torch::ones_like(phase), phase),
                           at::IntArrayRef{x.size(2), x.size(3)});
}

class Spsl : public XceptionNetwork {
 public:
  explicit Spsl(const XceptionOptions& options)
      : XceptionNetwork(options),
        backbone_(
            register_module("backbone", XceptionBackbone(4, options.classes, options.scale))) {}

  Outputs Show(const torch::Tensor& x) override {
    return Answered(*backbone_, backbone_->Maps(torch::cat({x, PhasePicture(x)}, 1)));
  }

 private:
  XceptionBackbone backbone_;
};

}  // namespace

void Register_spsl(NetworkRegistry& registry) {
  registry.Add<XceptionOptions>(
      "spsl", "Xception on the picture and its phase spectrum, Liu et al. 2021",
      [](const XceptionOptions& options) { return std::make_unique<Spsl>(options); });
}

}  // namespace swapbench
