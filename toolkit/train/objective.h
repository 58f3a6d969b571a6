// SPDX-License-Identifier: Apache-2.0
/// What a training minimises. Internal to train.
#pragma once

#include "nets/network.h"
// Torch first.
#include "train/batches.h"
#include "train/registries.h"

namespace swapbench {

/// Beside what a network shows of the same rows.
struct Targets {
  torch::Tensor input;    // what it was shown
  torch::Tensor labels;   // N: 1 = fake
  torch::Tensor methods;  // N, whole numbers: the fake's swap method, from 1; 0 = real
  torch::Tensor masks;    // N x side x side, 0..1: how much of a pixel was swapped; where wanted
};

class Objective {
 public:
  virtual ~Objective() = default;
  virtual BatchWishes wishes() const { return {}; }
  /// A mean over the rows. Throws Error where the network does not show what is needed.
  virtual torch::Tensor Loss(const Outputs& outputs, const Targets& targets) const = 0;
};

/// The option `smoothing` of objectives that begin with it.
template <class V>
void DescribeSmoothing(V& v, double& smoothing) {
  v("smoothing", smoothing, "label smoothing: share of a label given to the other class",
    Between{0, .9});
}

/// Of real against fake, in nats, with a share of each label given to the other class: from each
/// dimension of the classes where the network shows them, summed; else from the answer.
torch::Tensor CrossEntropy(const Outputs& outputs, const torch::Tensor& labels, double smoothing);

}  // namespace swapbench
