// SPDX-License-Identifier: Apache-2.0
#include "data/hold_out.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "core/rng.h"

namespace swapbench {
namespace {

std::set<std::string> PeopleOf(const SampleInfo& info) {
  std::set<std::string> people;
  for (const std::string& name : {info.target, info.source})
    if (!name.empty()) people.insert(name);
  return people;
}

}  // namespace

std::vector<size_t> HoldOutPeople(std::span<SampleInfo> infos, double share, uint64_t seed) {
  std::set<std::string> all;
  for (const SampleInfo& info : infos)
    if (info.split == "train") all.merge(PeopleOf(info));
  std::vector<std::string> people(all.begin(), all.end());
  Rng(seed, "data/hold_out").Shuffle(std::span(people));
  const auto count = static_cast<size_t>(std::floor(share * static_cast<double>(all.size()) + .5));
  const std::set<std::string> held(people.begin(), people.begin() + static_cast<ptrdiff_t>(count));
  std::vector<size_t> mixed;
  for (size_t i = 0; i < infos.size(); ++i) {
    if (infos[i].split != "train") continue;
    const std::set<std::string> shown = PeopleOf(infos[i]);
    const auto inside =
        std::ranges::count_if(shown, [&](const std::string& name) { return held.contains(name); });
    if (inside == 0) continue;
    if (inside < static_cast<ptrdiff_t>(shown.size())) {
      mixed.push_back(i);
      continue;
    }
    infos[i].split = "val";
  }
  return mixed;
}

}  // namespace swapbench
