// SPDX-License-Identifier: Apache-2.0
/// Batch normalisation with what follows it, an addition and rectification, in one pass over memory
/// each way. Internal to nets.
#pragma once

#include "nets/torch.h"

namespace swapbench {

struct NormParameters {
  torch::Tensor weight, bias, running_mean, running_variance;  // of C channels
  double momentum, epsilon;
};

/// Whether what follows may be called: single precision on a CPU, N x C x H x W, C a multiple
/// of 16.
bool HasFusedNorm(const torch::Tensor& x);

/// norm(x) by the statistics of the batch, which go into the running ones as PyTorch has it.
/// Neither the values nor the gradients depend on the number of threads; they cannot be
/// differentiated again.
torch::Tensor PlainNorm(const NormParameters& norm, const torch::Tensor& x);

/// max(0, PlainNorm(x) + added), `added` of the shape of x or undefined.
torch::Tensor RectifiedNorm(const NormParameters& norm, const torch::Tensor& x,
                            const torch::Tensor& added);

}  // namespace swapbench
