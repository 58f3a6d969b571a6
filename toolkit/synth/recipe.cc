// SPDX-License-Identifier: Apache-2.0
#include "synth/recipe.h"

#include <algorithm>

#include "core/error.h"

namespace swapbench {
namespace {

PlannedSwap ReadSwap(const Config& recipe, const std::string& name) {
  const std::string section = "swap." + name;
  PlannedSwap swap{name, recipe.Read<SwapOptions>(section), "", nullptr, {}};
  Check(!swap.options.method.name.empty(), "In ", recipe.where(), ", section [", section,
        "]: the key 'method' is missing; `swapbench list` shows the swap methods.");
  swap.spec = SwapMethods().Canonical(swap.options.method).ToString();
  swap.method = SwapMethods().Make(swap.options.method);
  swap.traits = swap.method->traits();
  return swap;
}

}  // namespace

bool PlannedSwap::AppliesTo(const std::string& split) const {
  return std::ranges::find(options.splits, split) != options.splits.end();
}

int SwapRecipe::Reserved(const std::string& split) const {
  int reserved = 0;
  for (const PlannedSwap& swap : swaps)
    if (swap.traits.needs_unused_real && swap.AppliesTo(split)) reserved += swap.options.reserve;
  return reserved;
}

SwapRecipe ReadSwapRecipe(const Config& recipe) {
  SwapRecipe result;
  for (const std::string& name : recipe.NamesBelow("swap"))
    result.swaps.push_back(ReadSwap(recipe, name));
  result.encode = recipe.Read<EncodeOptions>("encode");
  result.reals = recipe.Read<RealsOptions>("reals");
  Check(result.encode.quality_low <= result.encode.quality_high, "In ", recipe.where(),
        ", section [encode]: quality_low is above quality_high.");
  return result;
}

}  // namespace swapbench
