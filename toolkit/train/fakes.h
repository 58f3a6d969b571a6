// SPDX-License-Identifier: Apache-2.0
/// Fakes that a training makes itself from its reals, anew in every epoch. Internal to train.
#pragma once

#include <memory>

#include "synth/swap.h"

namespace swapbench {

/// `corpus`: the fakes stand in the corpus, and nothing is made.
inline constexpr std::string_view kFakesOfCorpus = "corpus";

class FakeMaker {
 public:
  /// A swap method that needs nobody but the target. Throws Error for another one.
  explicit FakeMaker(const Spec& method);

  /// The same face and Rng give the same fake. Throws Error where a face has no landmarks or
  /// eight draws in a row give no fake; `id` names it.
  Swapped Make(const Face& real, const Rng& rng, const std::string& id) const;

 private:
  std::string name_;
  std::unique_ptr<SwapMethod> method_;
};

/// Nothing for `corpus`.
std::unique_ptr<FakeMaker> MakerOfFakes(const Spec& fakes);

}  // namespace swapbench
