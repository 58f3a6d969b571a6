// SPDX-License-Identifier: Apache-2.0
/// The mean of a number that every row has, with an interval that counts people.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "stats/bootstrap.h"

namespace swapbench {

/// One number a row of a slice; finite.
using Column = std::vector<double>;

struct MeanEstimate {
  double value, low, high;  // low and high NaN where there is no interval; `note` says why
  size_t clusters = 0;      // independent units behind it
  std::string note;
};

/// The mean of each column over `rows` of the table (whose scores mean nothing here), all on the
/// same replicates of the identity bootstrap: the difference of two columns is paired. `rows` is
/// not empty; columns run parallel to it.
std::vector<MeanEstimate> EstimateMeans(const ScoreTable& table, std::span<const uint32_t> rows,
                                        const std::vector<Column>& columns,
                                        const BootstrapOptions& options);

}  // namespace swapbench
