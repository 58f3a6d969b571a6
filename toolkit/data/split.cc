// SPDX-License-Identifier: Apache-2.0
#include "data/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "core/error.h"
#include "core/rng.h"
#include "core/text.h"

namespace swapbench {
namespace {

constexpr double kLargestComponent = .4;

/// Union-find over record numbers.
class Components {
 public:
  explicit Components(size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), size_t{0});
  }
  size_t Root(size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  // The smaller number becomes the root, so that names do not depend on the order of joins.
  void Join(size_t a, size_t b) {
    const size_t low = std::min(Root(a), Root(b)), high = std::max(Root(a), Root(b));
    parent_[high] = low;
  }

 private:
  std::vector<size_t> parent_;
};

std::vector<std::vector<size_t>> FindComponents(std::span<const SampleInfo> infos) {
  Components components(infos.size());
  std::unordered_map<std::string, size_t> first;
  for (size_t i = 0; i < infos.size(); ++i) {
    const SampleInfo& info = infos[i];
    const auto link = [&](const char* kind, const std::string& name) {
      if (!name.empty()) components.Join(i, first.emplace(kind + name, i).first->second);
    };
    link("person:", info.target);
    link("person:", info.source);
    link("clip:", info.clip);
    link("record:", info.id);
    link("record:", info.twin);
  }
  std::map<size_t, std::vector<size_t>> members;
  for (size_t i = 0; i < infos.size(); ++i) members[components.Root(i)].push_back(i);
  std::vector<std::vector<size_t>> found;
  for (auto& [root, records] : members) found.push_back(std::move(records));
  return found;
}

std::array<double, 3> Values(const SplitShares& shares) {
  return {shares.train, shares.val, shares.test};
}

void CheckLargest(const std::vector<std::vector<size_t>>& components,
                  std::span<const SampleInfo> infos) {
  const auto largest = std::ranges::max_element(components, {}, &std::vector<size_t>::size);
  const double share = static_cast<double>(largest->size()) / static_cast<double>(infos.size());
  const SampleInfo& one = infos[largest->front()];
  Check(
      share <= kLargestComponent, "The people around '", one.target.empty() ? one.id : one.target,
      "' (record ", one.id, ") are linked through ", largest->size(), " of ", infos.size(),
      " records, more than 40 %: no split without shared people exists. Use the official split of "
      "the dataset, or drop the records that link them.");
}

using Names = std::map<std::string, std::map<std::string, size_t>>;  // name -> split -> records

void AddLeaks(const Names& names, const std::string& what, std::vector<Leak>& leaks) {
  for (size_t a = 0; a < kSplits.size(); ++a)
    for (size_t b = a + 1; b < kSplits.size(); ++b) {
      Leak leak{kSplits[a], kSplits[b], what, 0, 0, {}};
      for (const auto& [name, splits] : names) {
        const auto other = splits.find(leak.other);
        if (!splits.contains(leak.split) || other == splits.end()) continue;
        ++leak.shared;
        leak.records += other->second;
        if (leak.examples.size() < 5) leak.examples.push_back(name);
      }
      if (leak.shared > 0) leaks.push_back(std::move(leak));
    }
}

}  // namespace

void CheckShares(const SplitShares& shares) {
  const double sum = shares.train + shares.val + shares.test;
  Check(std::abs(sum - 1) < 1e-9, "The shares train, val and test add up to ", ToText(sum),
        ", but must add up to 1.");
}

std::vector<std::string> SplitIdentities(size_t count, const SplitShares& shares, uint64_t seed) {
  CheckShares(shares);
  const auto rounded = [&](double share) {
    return static_cast<size_t>(std::floor(share * static_cast<double>(count) + .5));
  };
  const size_t train = std::min(count, rounded(shares.train));
  const size_t val = std::min(count - train, rounded(shares.val));
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  Rng(seed, "data/split").Shuffle(std::span(order));
  std::vector<std::string> splits(count, "test");
  for (size_t i = 0; i < train + val; ++i) splits[order[i]] = i < train ? "train" : "val";
  return splits;
}

void AssignSplits(std::span<SampleInfo> infos, const SplitShares& shares, uint64_t seed) {
  CheckShares(shares);
  if (infos.empty()) return;
  std::vector<std::vector<size_t>> components = FindComponents(infos);
  CheckLargest(components, infos);
  Rng(seed, "data/split").Shuffle(std::span(components));
  std::ranges::stable_sort(components, std::ranges::greater(), &std::vector<size_t>::size);
  const std::array<double, 3> share = Values(shares);
  std::array<double, 3> filled{};
  for (const std::vector<size_t>& component : components) {
    size_t best = 0;
    const auto missing = [&](size_t split) {
      return share[split] * static_cast<double>(infos.size()) - filled[split];
    };
    for (size_t split = 1; split < 3; ++split)
      if (missing(split) > missing(best)) best = split;
    filled[best] += static_cast<double>(component.size());
    for (const size_t i : component) infos[i].split = kSplits[best];
  }
}

LeakageReport FindLeakage(std::span<const SampleInfo> infos) {
  Names people, clips;
  LeakageReport report;
  for (const SampleInfo& info : infos) {
    report.unknown_target += info.target.empty() ? 1 : 0;
    report.unknown_source += info.label == Label::kFake && info.source.empty() ? 1 : 0;
    if (!info.target.empty()) ++people[info.target][info.split];
    if (!info.source.empty() && info.source != info.target) ++people[info.source][info.split];
    if (!info.clip.empty()) ++clips[info.clip][info.split];
  }
  for (const auto& [name, splits] : people)
    for (const auto& [split, count] : splits) ++report.identities[split];
  AddLeaks(people, "identity", report.leaks);
  AddLeaks(clips, "clip", report.leaks);
  return report;
}

std::string ToText(const LeakageReport& report) {
  std::string text;
  for (const Leak& leak : report.leaks)
    text += Concat("Leakage: ", leak.split, " and ", leak.other, " share ", leak.shared, " of ",
                   leak.what == "clip" ? "clips" : "identities", " (", leak.records, " records of ",
                   leak.other, "), for example ", Join(leak.examples, ", "), ".\n");
  if (report.leaks.empty()) text += "Leakage: no identity and no clip is in two splits.\n";
  if (report.unknown_source > 0)
    text += Concat("Not seen: the source of ", report.unknown_source,
                   " fakes is unknown, so people may be shared through it.\n");
  if (report.unknown_target > 0)
    text += Concat("Not seen: the target of ", report.unknown_target, " records is unknown.\n");
  return text;
}

}  // namespace swapbench
