// SPDX-License-Identifier: Apache-2.0
/// What the LibTorch backends share. Internal to them.
#pragma once

#include <ATen/Parallel.h>
#include "nets/torch.h"

#include "backend/backend.h"

namespace swapbench::torch_backend {

/// LibTorch starts with one thread whatever the machine has, and keeps the number per caller.
inline void UseThreads(int threads) {
  if (at::get_num_threads() != threads) at::set_num_threads(threads);
}

/// Borrows the values; LibTorch has no const form, the networks only read them.
inline torch::Tensor Borrow(const TensorView& nchw) {
  return torch::from_blob(const_cast<float*>(nchw.data), nchw.shape, torch::kFloat);
}

inline std::vector<float> ToVector(const torch::Tensor& tensor) {
  const torch::Tensor dense = tensor.contiguous();
  return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
}

/// "LibTorch 1.13.1, CPU, <how>"
inline std::string Runtime(const std::string& how) {
  return Concat("LibTorch ", TORCH_VERSION, ", CPU, ", how);
}

}  // namespace swapbench::torch_backend
