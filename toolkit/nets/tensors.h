// SPDX-License-Identifier: Apache-2.0
/// Between LibTorch's tensors and plain ones. Internal to nets, train and the Torch files of
/// backend.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "nets/safetensors.h"
#include "nets/torch.h"

namespace swapbench {

NamedTensor ToNamedTensor(const std::string& name, const torch::Tensor& tensor);

/// Throws Error beginning with `where` where the shapes differ.
void CopyValues(const NamedTensor& from, torch::Tensor to, const std::string& where);

/// Parameters and buffers by dotted name, without num_batches_tracked: what a weight file holds.
std::map<std::string, torch::Tensor> StoredTensors(const torch::nn::Module& module);

/// The values of all of them.
std::vector<NamedTensor> CopyOfWeights(const torch::nn::Module& module);

/// Throws Error beginning with `where` and naming the tensor that is missing, extra or misshapen.
void CopyAllValues(const std::vector<NamedTensor>& from, torch::nn::Module& to,
                   const std::string& where);

}  // namespace swapbench
