// SPDX-License-Identifier: Apache-2.0
/// Parts of a network that a training leaves as they are. Internal to train.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "nets/network.h"

namespace swapbench {

/// A part is named by the beginning of its tensors' names, whole words between dots: `block1` holds
/// block1.conv1.weight, and nothing of block12. Frozen tensors get no gradient and so no step and
/// no decay, and have no moving average. A normalisation with a frozen tensor in it works with the
/// statistics that it has, in training as in evaluation, and keeps them. Dropout stays.
class FrozenParts {
 public:
  /// Throws Error listing the network's parts where a prefix matches none of its tensors, or where
  /// nothing would be left to train.
  FrozenParts(Network& network, const std::vector<std::string>& prefixes);

  /// Behind each network.train(), which wakes all of its modules.
  void KeepStatistics() const;

  bool Holds(const std::string& tensor) const { return tensors_.contains(tensor); }

 private:
  std::set<std::string> tensors_;
  std::vector<std::shared_ptr<torch::nn::Module>> normalisations_;
};

}  // namespace swapbench
