// SPDX-License-Identifier: Apache-2.0
/// Processes that train one network together: each has a part of every batch, and gradients and
/// statistics are summed over all (Gloo, through LibTorch's c10d). Internal to train.
#pragma once

#include "nets/normalisation.h"
// Torch first.
#include "train/place.h"

namespace swapbench {

class Group {
 public:
  explicit Group(Place place);
  ~Group();
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  const Place& place() const { return place_; }

  /// Waits for all, the first time half an hour at most, later a minute; alone it returns at once.
  /// Sum needs a first time. Throws Error where they do not come together.
  void Meet();

  /// Over all ranks, in place, each with a tensor of the same shape; alone it does nothing. Throws
  /// Error, within a minute, where one of them is gone.
  void Sum(torch::Tensor tensor);

  /// The gradients of these parameters.
  void SumGradients(const std::vector<torch::Tensor>& parameters);

  /// For normalisations: the sum, which passes the sum of gradients back.
  SumOverRanks Differentiable();

 private:
  struct Connection;
  Place place_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace swapbench
