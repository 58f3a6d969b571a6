// SPDX-License-Identifier: Apache-2.0
/// The block of a residual network (He et al. 2016, figure 5). Internal to nets.
#pragma once

#include "core/error.h"
#include "nets/layers.h"

namespace swapbench {

/// Its answer has `width` channels, or four times as many behind a bottleneck: 1x1, 3x3, 1x1
/// convolutions instead of 3x3, 3x3. Tensors are named as in torchvision and HRNet.
class ResidualBlockImpl : public torch::nn::Module {
 public:
  ResidualBlockImpl(int64_t in, int64_t width, int64_t stride, bool bottleneck) {
    const int64_t out = bottleneck ? 4 * width : width;
    if (bottleneck) {
      Add(in, width, 1, 1);
      Add(width, width, 3, stride);
      Add(width, out, 1, 1);
    } else {
      Add(in, width, 3, stride);
      Add(width, out, 3, 1);
    }
    if (in == out && stride == 1) return;
    shortcut_ = register_module(
        "downsample", torch::nn::Sequential(Convolution(in, out, 1, stride), BatchNorm(out)));
  }

  torch::Tensor forward(const torch::Tensor& x) {
    torch::Tensor y = x;
    const size_t last = convolutions_.size() - 1;
    for (size_t i = 0; i < last; ++i) y = norms_[i]->Rectified(Convolve(convolutions_[i], y));
    return norms_[last]->Rectified(Convolve(convolutions_[last], y),
                                   shortcut_ ? shortcut_->forward(x) : x);
  }

 private:
  void Add(int64_t in, int64_t out, int64_t side, int64_t stride) {
    const size_t number = convolutions_.size() + 1;
    convolutions_.push_back(
        register_module(Concat("conv", number), Convolution(in, out, side, stride)));
    norms_.push_back(register_module(Concat("bn", number), BatchNorm(out)));
  }

  std::vector<torch::nn::Conv2d> convolutions_;
  std::vector<BatchNorm> norms_;
  torch::nn::Sequential shortcut_{nullptr};
};
TORCH_MODULE(ResidualBlock);

}  // namespace swapbench
