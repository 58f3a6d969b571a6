// SPDX-License-Identifier: Apache-2.0
/// AdamW (Loshchilov and Hutter 2019) with moments that a checkpoint can hold. Internal to train.
#pragma once

#include "nets/tensors.h"

namespace swapbench {

/// Kernels and matrices decay; biases and normalisations do not.
class AdamW {
 public:
  AdamW(torch::nn::Module& module, double weight_decay);

  void ClearGradients();
  /// `step` counts from 0.
  void Step(double learning_rate, int64_t step);

  /// The moments as "first/<name>" and "second/<name>".
  std::vector<NamedTensor> Save() const;
  /// Takes what Save gave from among other tensors; throws Error beginning with `where`.
  void Load(const TensorFile& file, const std::string& where);

 private:
  struct Item {
    std::string name;
    torch::Tensor parameter, first, second;
  };
  std::vector<Item> items_;
  double weight_decay_;
};

}  // namespace swapbench
