// SPDX-License-Identifier: Apache-2.0
#include "stats/threshold.h"

#include <cmath>
#include <numeric>

#include "stats/weights.h"

namespace swapbench {
namespace {

/// Calls exactly the rows from `first` on fake; all the rows where it is 0, none at the end.
double ThresholdBefore(const Ranking& ranking, size_t first) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (first == 0) return ranking.score.front();
  const double below = ranking.score[first - 1];
  if (first == ranking.size()) return std::nextafter(below, kInfinity);
  const double halfway = std::midpoint(below, ranking.score[first]);
  return halfway > below ? halfway : ranking.score[first];
}

FrozenThreshold Chosen(const ScoreTable& table, const std::vector<uint32_t>& rows,
                       const std::string& where) {
  const Ranking ranking = MakeRanking(table, rows, kUndefined);
  const double value = ChooseThreshold(ranking);
  return {value, Concat("threshold ", ToText(value), where, ranking.size(), " rows")};
}

}  // namespace

double ChooseThreshold(const Ranking& ranking) {
  const std::vector<double> ones(ranking.size(), 1.);
  const ClassWeights all = TotalWeights(ranking, ones);
  if (!all.both()) return kUndefined;
  // Counts, not rates, so that equals are exactly equal. Walking down from "nothing is fake", a
  // later equal never has the lower false-alarm rate.
  double best = all.fake * all.real;
  size_t first = ranking.size();
  WalkRoc(ranking, ones, [&](const ClassWeights& called) {
    const double error = (all.fake - called.fake) * all.real + called.real * all.fake;
    if (error < best) {
      best = error;
      first = ranking.size() - static_cast<size_t>(called.fake + called.real);
    }
    return true;
  });
  return ThresholdBefore(ranking, first);
}

FrozenThreshold FreezeThreshold(const ScoreTable& table, const ThresholdOptions& options,
                                const SliceOptions& slices) {
  if (options.given) return {*options.given, "threshold " + ToText(*options.given) + " as given"};
  FrozenThreshold chosen = Chosen(table, PooledRows(table, "val"), " chosen on split val, ");
  if (!std::isnan(chosen.value)) return chosen;
  if (!std::isnan(table.threshold))
    return {table.threshold, "threshold " + ToText(table.threshold) + ", the detector's own"};
  if (options.oracle)
    return Chosen(table, MakeSlices(table, slices).front().rows,
                  " by an oracle: chosen on the very rows it is judged on, ");
  return {kUndefined,
          "no threshold: the table has no split val with both classes, and none was given"};
}

}  // namespace swapbench
