// SPDX-License-Identifier: Apache-2.0
/// A convolution that trains the faster way. Internal to nets.
#pragma once

#include "nets/torch.h"

namespace swapbench {

/// layer(x). In training, where their shapes allow, 3x3 convolutions of stride 1 are Winograd's
/// with both of their gradients, and the kernel's gradient of others comes from AddWeightGradient:
/// equal to LibTorch's to single precision. The kernel's gradient differs in last digits between
/// numbers of threads, and none can be differentiated again.
torch::Tensor Convolve(torch::nn::Conv2d& layer, const torch::Tensor& x);

}  // namespace swapbench
