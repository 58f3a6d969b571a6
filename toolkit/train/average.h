// SPDX-License-Identifier: Apache-2.0
/// An exponential moving average of a network's weights and statistics. Internal to train.
#pragma once

#include "nets/network.h"
// Torch first.
#include "nets/tensors.h"
#include "train/frozen.h"

namespace swapbench {

/// average = d average + (1 - d) weights after each step, with d = min(decay, (1 + step) / (10 +
/// step)), so that the first steps are soon forgotten. With decay 0 there is none.
class Average {
 public:
  /// Of all tensors but the frozen ones.
  Average(Network& network, double decay, const FrozenParts& frozen);

  /// `step` counts from 0.
  void Update(int64_t step);

  std::vector<NamedTensor> Save() const;
  /// Takes what Save gave; throws Error beginning with `where`.
  void Load(const std::vector<NamedTensor>& tensors, const std::string& where);

  /// The network holds the average while this lives.
  class InPlace {
   public:
    explicit InPlace(Average& average) : average_(average) { average_.Swap(); }
    ~InPlace() { average_.Swap(); }
    InPlace(const InPlace&) = delete;
    InPlace& operator=(const InPlace&) = delete;

   private:
    Average& average_;
  };

 private:
  struct Item {
    std::string name;
    torch::Tensor weight, average;
  };
  void Swap();

  double decay_;
  std::vector<Item> items_;
};

}  // namespace swapbench
