// SPDX-License-Identifier: Apache-2.0
/// Small score tables for the tests of stats.
#pragma once

#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "core/rng.h"
#include "stats/metric.h"

namespace swapbench {

/// (score, fake) a row, with ids row0, row1, ...
inline ScoreTable TableOf(const std::vector<std::pair<double, bool>>& scores) {
  ScoreTable table;
  for (size_t i = 0; i < scores.size(); ++i) {
    ScoreRow row;
    row.id = "row" + std::to_string(i);
    row.score = scores[i].first;
    row.fake = scores[i].second;
    table.rows.push_back(row);
  }
  return table;
}

inline std::vector<uint32_t> AllRows(const ScoreTable& table) {
  std::vector<uint32_t> rows(table.rows.size());
  std::iota(rows.begin(), rows.end(), 0u);
  return rows;
}

inline Ranking Rank(const ScoreTable& table, double threshold = .5) {
  return MakeRanking(table, AllRows(table), threshold);
}

/// 60 rows, scores on a coarse grid so that ties within and across classes abound.
inline ScoreTable Tied(uint64_t seed) {
  Rng rng(seed, "test/tied");
  std::vector<std::pair<double, bool>> scores;
  for (int i = 0; i < 60; ++i) {
    const bool fake = i % 3 == 0;
    scores.emplace_back(std::round(4 * rng.Normal(fake ? 1 : 0, 1)) / 4, fake);
  }
  return TableOf(scores);
}

}  // namespace swapbench
