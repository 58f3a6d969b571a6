// SPDX-License-Identifier: Apache-2.0
/// A convolution whose gradients are taken the faster way. Internal to nets.
#pragma once

#include "nets/torch.h"

namespace swapbench {

/// layer(x). In training the gradient of the kernel comes from AddWeightGradient where it has one;
/// it is that of LibTorch to single precision, differs in last digits between numbers of threads,
/// and cannot be differentiated again.
torch::Tensor Convolve(torch::nn::Conv2d& layer, const torch::Tensor& x);

}  // namespace swapbench
