// SPDX-License-Identifier: Apache-2.0
/// The threshold of a detector: chosen once, before the judged rows are looked at, then frozen.
#pragma once

#include <limits>
#include <optional>
#include <string>

#include "stats/metric.h"
#include "stats/slices.h"

namespace swapbench {

/// The threshold with the smallest balanced error (miss rate + false-alarm rate) / 2; of equals,
/// the one with the lower false-alarm rate. It stands halfway between the lowest score called fake
/// and the highest called real. NaN where a class is absent.
double ChooseThreshold(const Ranking& ranking);

struct ThresholdOptions {
  std::optional<double> given;  // overrides everything else
  bool oracle = false;          // where nothing else is known, choose on the judged rows and say so
};

struct FrozenThreshold {
  double value = std::numeric_limits<double>::quiet_NaN();  // NaN: there is none
  std::string note;                                         // where it comes from
};

/// The given one; else chosen on the pooled rows of split val; else the table's own; else an oracle
/// where allowed.
FrozenThreshold FreezeThreshold(const ScoreTable& table, const ThresholdOptions& options,
                                const SliceOptions& slices);

}  // namespace swapbench
