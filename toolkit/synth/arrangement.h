// SPDX-License-Identifier: Apache-2.0
/// Which records a corpus will have, and in which order: decided from names alone.
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"
#include "synth/recipe.h"

namespace swapbench {

/// One record to be: a real, or the `copy`-th fake that a swap makes of it.
struct Step {
  size_t person;            // index into the people
  const PlannedSwap* swap;  // null: the real itself
  int copy;
};

struct Arrangement {
  std::vector<Step> steps;
  std::vector<size_t> stored;  // reals that the corpus holds, as indices into the people
};

/// Of each identity the first images are stored and followed by their fakes, the last are the
/// controls'. Records that are fakes already are left out. The steps point into `recipe`. `where`
/// begins the message where an identity has too few images.
Arrangement Arrange(const Dataset& people, const SwapRecipe& recipe, const std::string& where);

}  // namespace swapbench
