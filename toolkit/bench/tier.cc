// SPDX-License-Identifier: Apache-2.0
#include "bench/tier.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {

const Tier& FindTier(const std::string& name) {
  static const std::array<Tier, 3> tiers = {{{"smoke", 2, 0, 4.5, 64, 1, 120},
                                             {"standard", 30, 1024, 0, 0, 5, 600},
                                             {"official", 600, 1024, 0, 0, 5, 3600}}};
  const auto found = std::ranges::find(tiers, name, &Tier::name);
  const std::vector<std::string> names = {"smoke", "standard", "official"};
  Check(found != tiers.end(), "There is no tier called '", name, "'", Suggestion(name, names), ".");
  return *found;
}

}  // namespace swapbench
