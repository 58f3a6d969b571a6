// SPDX-License-Identifier: Apache-2.0
/// How gradients move parameters. Internal to train.
#pragma once

#include <functional>

#include "nets/network.h"
// Torch first.
#include "nets/tensors.h"
#include "train/registries.h"

namespace swapbench {

class Optimiser {
 public:
  /// Clears the gradients, computes the loss and its gradients where the parameters are.
  using Backward = std::function<torch::Tensor()>;

  virtual ~Optimiser() = default;
  /// Moves the parameters; `step` counts from 0. Answers the loss before that.
  virtual torch::Tensor Step(const Backward& backward, double learning_rate, int64_t step) = 0;

  /// What the steps before have left behind, for a checkpoint.
  virtual std::vector<NamedTensor> Save() const = 0;
  /// Takes what Save gave from among other tensors; throws Error beginning with `where`.
  virtual void Load(const TensorFile& file, const std::string& where) = 0;
};

/// Beside each parameter that is not frozen tensors of its shape, zero at first.
class Moments {
 public:
  struct Item {
    std::string name;
    torch::Tensor parameter;
    std::vector<torch::Tensor> moments;
  };

  /// `kinds` name the moments: "first", "second".
  Moments(Network& network, std::vector<std::string> kinds);

  /// Those that have a gradient.
  std::vector<Item*> WithGradient();
  /// As "<kind>/<name>".
  std::vector<NamedTensor> Save() const;
  void Load(const TensorFile& file, const std::string& where);

 private:
  std::vector<std::string> kinds_;
  std::vector<Item> items_;
};

/// Loshchilov and Hutter 2019, decoupled: kernels and matrices decay; biases and normalisations do
/// not.
inline void Decay(torch::Tensor parameter, double amount) {
  if (parameter.dim() > 1) parameter.mul_(1 - amount);
}

}  // namespace swapbench
