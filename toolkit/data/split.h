// SPDX-License-Identifier: Apache-2.0
/// Train, validation and test without shared people.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/options.h"
#include "data/sample.h"

namespace swapbench {

inline constexpr std::array<const char*, 3> kSplits = {"train", "val", "test"};

/// Shares of the three splits; each in [0, 1], their sum is 1.
struct SplitShares {
  double train = .6, val = .2, test = .2;

  template <class V>
  void Describe(V& v) {
    v("train", train, "share of the training split", Between{0, 1});
    v("val", val, "share of the validation split", Between{0, 1});
    v("test", test, "share of the test split", Between{0, 1});
  }
};

void CheckShares(const SplitShares& shares);  // throws Error unless they add up to 1

/// The split of each of `count` identities: a seeded permutation cut at the shares, so that the
/// counts are the shares rounded.
std::vector<std::string> SplitIdentities(size_t count, const SplitShares& shares, uint64_t seed);

/// Gives every info a split so that no identity is in two: records that share a target, a source, a
/// clip or a twin stay together (connected components of the identity graph), and components go in
/// seeded order to the split that is furthest below its share. Throws Error naming a component that
/// holds more than 40 % of the records: no honest split exists then.
void AssignSplits(std::span<SampleInfo> infos, const SplitShares& shares, uint64_t seed);

/// What two splits share.
struct Leak {
  std::string split, other;           // in the order of kSplits
  std::string what;                   // "identity" or "clip"
  size_t shared = 0;                  // how many of them occur in both
  size_t records = 0;                 // records of `other` that show one of them
  std::vector<std::string> examples;  // at most five, alphabetical
};

struct LeakageReport {
  std::vector<Leak> leaks;    // only pairs that share something
  size_t unknown_source = 0;  // fakes whose source nobody states: leakage through it is not seen
  size_t unknown_target = 0;  // records whose target nobody states
  std::map<std::string, size_t> identities;  // split -> how many different ones it shows
};

LeakageReport FindLeakage(std::span<const SampleInfo> infos);

/// For a person: one line a leak or a line that there is none, then what cannot be seen.
std::string ToText(const LeakageReport& report);

}  // namespace swapbench
