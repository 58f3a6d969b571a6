// SPDX-License-Identifier: Apache-2.0
/// Draws pairs by seed and plans a corpus of reals and their fakes.
#pragma once

#include <memory>

#include "core/config.h"
#include "data/card.h"
#include "data/dataset.h"
#include "data/plan.h"

namespace swapbench {

/// Plans the corpus that `recipe` describes from the reals of `people`. Sections read here:
///   [swap.NAME]  method = SPEC, splits = train,val,test, per_real = 1      (any number of them)
///   [encode]     quality_low = 72, quality_high = 98                        (JPEG, one draw a
///   real, shared by its fakes)
/// Order: each real followed by its fakes. Reals are encoded by the same path as fakes, the same
/// number of times. Ids: "<card name>/<real's path>" and "<card name>/<real's path>-<swap NAME>"; a
/// control's fake has no twin. Pairs never leave their split. `people` must outlive the plan.
/// Throws Error where consent is not "given", where a split that is swapped has fewer than 20
/// identities, or where a method needs landmarks that `people` lack.
std::unique_ptr<CorpusPlan> PlanSwaps(const Config& recipe, const Card& card, const Dataset& people,
                                      uint64_t seed);

}  // namespace swapbench
