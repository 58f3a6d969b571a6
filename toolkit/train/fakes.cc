// SPDX-License-Identifier: Apache-2.0
#include "train/fakes.h"

#include "core/error.h"

namespace swapbench {

FakeMaker::FakeMaker(const Spec& method) : name_(method.name), method_(SwapMethods().Make(method)) {
  Check(method_->traits().donor == Donor::kSelf && !method_->traits().needs_unused_real,
        "Training makes fakes of a real face alone, and '", name_,
        "' needs another one: take self_blend, or put such fakes into the corpus.");
}

Swapped FakeMaker::Make(const Face& real, const Rng& rng, const std::string& id) const {
  Check(real.landmarks || !method_->traits().needs_landmarks, id, " has no landmarks, which '",
        name_, "' needs: import the dataset with a section [faces].");
  constexpr uint64_t kDraws = 8;
  for (uint64_t draw = 0; draw < kDraws; ++draw)
    if (auto made = method_->Swap(real, real, rng.Substream("draw", draw))) return *std::move(made);
  Fail("'", name_, "' gives no fake of ", id, " in ", kDraws,
       " draws: its landmarks are unusable.");
}

std::unique_ptr<FakeMaker> MakerOfFakes(const Spec& fakes) {
  if (fakes.name == kFakesOfCorpus) return nullptr;
  return std::make_unique<FakeMaker>(fakes);
}

}  // namespace swapbench
