// SPDX-License-Identifier: Apache-2.0
#include "synth/recipe.h"

#include <algorithm>

#include "core/error.h"
#include "nets/model.h"

namespace swapbench {
namespace {

/// The `method` by which statistics tell fakes of a control from others: see stats/slices.h.
constexpr const char* kControl = "identity";

Spec WithFolder(Spec method, const TrainedModels& models) {
  if (const auto name = TrainedModel(method))
    if (const auto found = models.find(*name); found != models.end())
      method.args["model"] = Bracketed(found->second.string());
  return method;
}

PlannedSwap ReadSwap(const Config& recipe, const std::string& name, const TrainedModels& models) {
  const std::string section = "swap." + name;
  PlannedSwap swap{name, recipe.Read<SwapOptions>(section), "", nullptr, {}};
  Check(!swap.options.method.name.empty(), "In ", recipe.where(), ", section [", section,
        "]: the key 'method' is missing; `swapbench list` shows the swap methods.");
  try {
    swap.spec = SwapMethods().Canonical(swap.options.method).ToString();
    swap.method = SwapMethods().Make(WithFolder(swap.options.method, models));
  } catch (const Error& error) {
    Fail("In ", recipe.where(), ", section [", section, "], key 'method': ", error.what());
  }
  swap.traits = swap.method->traits();
  Check(swap.traits.needs_unused_real == (name == kControl), "In ", recipe.where(), ", section [",
        section, "]: the control (method = ", kControl,
        ") and nothing else stands in a section [swap.", kControl,
        "], for results know a control by this name; rename the section.");
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

SwapRecipe ReadSwapRecipe(const Config& recipe, const TrainedModels& models) {
  SwapRecipe result;
  for (const std::string& name : recipe.NamesBelow("swap"))
    result.swaps.push_back(ReadSwap(recipe, name, models));
  result.encode = recipe.Read<EncodeOptions>("encode");
  result.reals = recipe.Read<RealsOptions>("reals");
  Check(result.encode.quality_low <= result.encode.quality_high, "In ", recipe.where(),
        ", section [encode]: quality_low is above quality_high.");
  return result;
}

}  // namespace swapbench
