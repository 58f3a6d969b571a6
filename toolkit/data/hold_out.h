// SPDX-License-Identifier: Apache-2.0
/// A validation split for benchmarks that publish none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/sample.h"

namespace swapbench {

/// Draws `share` of the people whom records of train show, targets and sources alike, and moves
/// what shows none but them to val. Returns the numbers of the records of train that show people
/// of both: they belong to neither and must be left out, or no identity would be unseen. Of few
/// people none may be drawn; nothing is in val then.
std::vector<size_t> HoldOutPeople(std::span<SampleInfo> infos, double share, uint64_t seed);

}  // namespace swapbench
