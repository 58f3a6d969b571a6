// SPDX-License-Identifier: Apache-2.0
#include "synth/arrangement.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.h"

namespace swapbench {
namespace {

using Images = std::vector<size_t>;
using Roles = std::map<size_t, const PlannedSwap*>;  // whose image it is; null: stored

std::map<std::pair<std::string, std::string>, Images> ImagesByIdentity(const Dataset& people) {
  std::map<std::pair<std::string, std::string>, Images> identities;
  for (size_t i = 0; i < people.size(); ++i)
    if (const SampleInfo& info = people.info(i); info.label == Label::kReal)
      identities[{info.split, info.target}].push_back(i);
  return identities;
}

void AssignRoles(const std::string& split, const Images& images, size_t reserved,
                 const SwapRecipe& recipe, Roles& roles) {
  const size_t free = images.size() - reserved;
  const auto limit = static_cast<size_t>(recipe.reals.per_identity);
  for (size_t i = 0; i < (limit == 0 ? free : std::min(free, limit)); ++i)
    roles[images[i]] = nullptr;
  size_t next = free;
  for (const PlannedSwap& swap : recipe.swaps)
    if (swap.traits.needs_unused_real && swap.AppliesTo(split))
      for (int i = 0; i < swap.options.reserve; ++i) roles[images[next++]] = &swap;
}

bool Takes(const PlannedSwap& swap, const PlannedSwap* owner, const std::string& split) {
  if (owner != nullptr) return &swap == owner;
  return !swap.traits.needs_unused_real && swap.AppliesTo(split);
}

}  // namespace

Arrangement Arrange(const Dataset& people, const SwapRecipe& recipe, const std::string& where) {
  Roles roles;
  for (const auto& [identity, images] : ImagesByIdentity(people)) {
    const auto& [split, name] = identity;
    const auto reserved = static_cast<size_t>(recipe.Reserved(split));
    Check(reserved == 0 || images.size() > reserved, "In ", where, ": identity '", name,
          "' of split '", split, "' has ", images.size(), images.size() == 1 ? " image" : " images",
          ", too few to set ", reserved,
          " aside for the controls; lower 'reserve', or take the control's section out.");
    AssignRoles(split, images, reserved, recipe, roles);
  }

  Arrangement arrangement;
  for (const auto& [person, owner] : roles) {
    if (owner == nullptr) {
      arrangement.stored.push_back(person);
      arrangement.steps.push_back({person, nullptr, 0});
    }
    for (const PlannedSwap& swap : recipe.swaps)
      if (Takes(swap, owner, people.info(person).split))
        for (int copy = 0; copy < swap.options.per_real; ++copy)
          arrangement.steps.push_back({person, &swap, copy});
  }
  return arrangement;
}

}  // namespace swapbench
