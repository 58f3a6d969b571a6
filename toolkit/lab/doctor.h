// SPDX-License-Identifier: Apache-2.0
/// A look at the machine before an experiment is trusted to it.
#pragma once

#include <string>
#include <vector>

namespace swapbench {

struct Finding {
  enum class Kind { kFact, kSurprise };
  Kind kind;
  std::string text;
};

/// Versions, CPUs, memory, disk, the BLAS behind LibTorch, and a canary on every runtime compared
/// with the reference.
std::vector<Finding> ExamineMachine();

}  // namespace swapbench
