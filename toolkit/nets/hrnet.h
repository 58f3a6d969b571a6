// SPDX-License-Identifier: Apache-2.0
/// HRNetV2 (Wang et al. 2020, Deep High-Resolution Representation Learning for Visual Recognition)
/// as a backbone: up to four branches, each of half the side and twice the channels of the one
/// before, see each other again and again, and the finest is never given up. Tensors are named as
/// in its authors' code. Internal to nets.
#pragma once

#include "nets/layers.h"

namespace swapbench {

/// N x 3 x side x side -> N x 15 width x side/4 x side/4: all branches, enlarged to the finest. The
/// side is a multiple of 32.
class HrnetImpl : public torch::nn::Module {
 public:
  /// `width`: channels of the finest branch; 18, 32, 40 and 48 are published.
  explicit HrnetImpl(int64_t width);
  torch::Tensor forward(torch::Tensor x);

 private:
  /// What each branch of a stage begins with, and the stage's modules.
  struct Stage {
    torch::nn::ModuleList transition{nullptr};
    torch::nn::Sequential modules{nullptr};
  };
  torch::nn::Conv2d first_{nullptr}, second_{nullptr};
  BatchNorm first_norm_{nullptr}, second_norm_{nullptr};
  torch::nn::Sequential one_branch_;
  std::vector<Stage> stages_;
};
TORCH_MODULE(Hrnet);

/// Bilinear; a pixel is an area.
torch::Tensor Enlarged(const torch::Tensor& x, int64_t side);

}  // namespace swapbench
