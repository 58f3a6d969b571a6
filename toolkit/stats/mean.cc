// SPDX-License-Identifier: Apache-2.0
#include "stats/mean.h"

#include <algorithm>

#include "stats/slices.h"
#include "stats/weights.h"

namespace swapbench {
namespace {

double WeightedMean(const Column& column, std::span<const double> weight) {
  double sum = 0, total = 0;
  for (size_t i = 0; i < column.size(); ++i) {
    sum += weight[i] * column[i];
    total += weight[i];
  }
  return total > 0 ? sum / total : kUndefined;
}

/// The rows in their own order: nothing is ranked.
Units UnitsOf(const ScoreTable& table, std::span<const uint32_t> rows) {
  Ranking all;
  all.row.assign(rows.begin(), rows.end());
  all.score.resize(rows.size());
  return FindUnits(table, all);
}

void AddInterval(const Column& column, std::vector<double> replicates, double level,
                 MeanEstimate& estimate) {
  const auto [least, most] = std::ranges::minmax(column);
  if (least == most) {
    estimate.note = JoinNotes({estimate.note,
                               "the same in every row: the bootstrap cannot say how far off this "
                               "may be, so no interval"});
    return;
  }
  Recentre(replicates, estimate.value, {least, most});
  const Interval interval = PercentileInterval(std::move(replicates), level);
  estimate.low = interval.low;
  estimate.high = interval.high;
}

}  // namespace

std::vector<MeanEstimate> EstimateMeans(const ScoreTable& table, std::span<const uint32_t> rows,
                                        const std::vector<Column>& columns,
                                        const BootstrapOptions& options) {
  Check(!rows.empty(), "There is no row to take a mean of.");
  for (const Column& column : columns)
    Check(column.size() == rows.size(), "A column has ", column.size(), " numbers for ",
          rows.size(), " rows.");
  const Units units = UnitsOf(table, rows);
  const std::string note = JoinNotes({units.note, FewUnitsNote(units.count, units.count)});
  std::vector<MeanEstimate> estimates;
  for (const Column& column : columns)
    estimates.push_back({WeightedMean(column, Column(column.size(), 1.)), kUndefined, kUndefined,
                         units.count, note});
  if (units.count < 2) return estimates;
  Replicates replicates =
      Bootstrap(units.count, columns.size(), options,
                [&](std::span<const double> unit_weight, std::span<double> values) {
                  const std::vector<double> weight = RowWeights(units, unit_weight);
                  for (size_t k = 0; k < columns.size(); ++k)
                    values[k] = WeightedMean(columns[k], weight);
                });
  for (size_t k = 0; k < columns.size(); ++k)
    AddInterval(columns[k], std::move(replicates[k]), options.level, estimates[k]);
  return estimates;
}

}  // namespace swapbench
