// SPDX-License-Identifier: Apache-2.0
/// Draws pairs by seed and plans a corpus of reals and their fakes.
#pragma once

#include <memory>

#include "core/config.h"
#include "data/card.h"
#include "data/dataset.h"
#include "data/plan.h"
#include "synth/recipe.h"

namespace swapbench {

/// Plans the corpus that `recipe` describes from the reals of `people`. Sections read here:
///   [swap.NAME]  method = SPEC, splits = train,val,test, per_real = 1      (any number of them)
///                reserve = 1              (a control's only, see below)
///   [reals]      per_identity = 0         (store at most the first so many of an identity; 0: all)
///   [encode]     quality_low = 72, quality_high = 98    (JPEG, one draw a real, shared by its
///                fakes)
/// Order: that of `people`, each real followed by its fakes. Reals are encoded by the same path as
/// fakes, the same number of times; give `people` that hold lossless images where they are drawn.
/// Ids: "<card name>/<real's path>" and "<card name>/<real's path>-<swap NAME>", with "-2", "-3"
/// for further copies. `method` of a fake is NAME. Pairs are drawn by seed, by identity and then by
/// image, and never leave their split. What a swap draws depends on seed, NAME and target alone, so
/// another section changes nothing in it. A refused pair is drawn anew, up to 16 times.
///
/// Controls (traits().needs_unused_real): of each identity in a control's splits the last `reserve`
/// images of `people` are set aside. They become the control's fakes and nothing else: not stored
/// as reals, no targets or donors of other swaps; such a fake has no twin. So 5 stored reals and 5
/// controls of each test identity are 10 images an identity in `people`, [reals] per_identity = 5
/// and reserve = 5; images that no split asks for are never drawn.
///
/// `people` must outlive the plan. Throws Error where consent is not "given", where a split that is
/// swapped has fewer than 20 identities, or where a method needs landmarks that `people` lack.
std::unique_ptr<CorpusPlan> PlanSwaps(const Config& recipe, const Card& card, const Dataset& people,
                                      uint64_t seed, const TrainedModels& models = {});

}  // namespace swapbench
