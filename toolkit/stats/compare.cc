// SPDX-License-Identifier: Apache-2.0
#include "stats/compare.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/text.h"
#include "stats/complete.h"
#include "stats/weights.h"

namespace swapbench {
namespace {

/// Two tables cut to the same records in the same order.
struct Pair {
  ScoreTable a, b;
  size_t left_out = 0;
  std::vector<std::string> strangers;  // ids of which the tables disagree on who is shown
};

/// The rows of slice `all` by id.
std::map<std::string_view, const ScoreRow*> PooledById(const ScoreTable& table,
                                                       const SliceOptions& options) {
  const Slice all = MakeSlices(table, options).front();
  std::map<std::string_view, const ScoreRow*> rows;
  for (const uint32_t i : all.rows) rows.emplace(table.rows[i].id, &table.rows[i]);
  return rows;
}

/// Both hold what `a` knows of the records, so the same people stand behind both.
Pair CommonRecords(const ScoreTable& a, const ScoreTable& b, const SliceOptions& options) {
  const auto of_a = PooledById(a, options), of_b = PooledById(b, options);
  Pair pair;
  size_t only_a = 0;
  for (const auto& [id, row] : of_a) {
    const auto found = of_b.find(id);
    if (found == of_b.end()) ++only_a;
    if (row->outcome != Outcome::kScored || found == of_b.end() ||
        found->second->outcome != Outcome::kScored)
      continue;
    const ScoreRow& other = *found->second;
    Check(row->fake == other.fake, "'", id, "' is ", row->fake ? "fake" : "real",
          " in the scores of '", a.detector, "' but not in those of '", b.detector, "'.");
    if (row->target != other.target || row->source != other.source)
      pair.strangers.push_back(row->id);
    pair.a.rows.push_back(*row);
    pair.b.rows.push_back(*row);
    pair.b.rows.back().score = other.score;
  }
  pair.left_out = only_a + of_b.size() - pair.a.rows.size();
  return pair;
}

Ranking RankAll(const ScoreTable& table, double threshold) {
  std::vector<uint32_t> rows(table.rows.size());
  std::iota(rows.begin(), rows.end(), 0u);
  return MakeRanking(table, rows, threshold);
}

double PValue(const std::vector<double>& differences) {
  double defined = 0, at_most = 0, at_least = 0;
  for (const double d : differences) {
    if (std::isnan(d)) continue;
    ++defined;
    at_most += d <= 0 ? 1 : 0;
    at_least += d >= 0 ? 1 : 0;
  }
  return std::min(1., 2 * (std::min(at_most, at_least) + 1) / (defined + 1));
}

/// Why no difference can be computed at all; "" where one may.
std::string Obstacle(const ScoreTable& a, const ScoreTable& b, const Pair& pair) {
  if (!SameCorpus(a, b)) return "two corpora of one name: their fingerprints differ";
  if (pair.strangers.empty()) return "";
  return Concat("the tables disagree on who is shown in ", pair.strangers.size(),
                " records, the first is ", pair.strangers.front());
}

Difference Compare(const ScoreTable& a, const ScoreTable& b, const EvaluateOptions& options,
                   const Spec& spec) {
  const Pair pair = SameCorpus(a, b) ? CommonRecords(a, b, options.slices) : Pair();
  const Ranking rank_a = RankAll(
      pair.a, FreezeThreshold(a, {options.threshold, options.oracle}, options.slices).value);
  const Ranking rank_b = RankAll(
      pair.b, FreezeThreshold(b, {options.threshold, options.oracle}, options.slices).value);
  const Units units_a = FindUnits(pair.a, rank_a), units_b = FindUnits(pair.b, rank_b);
  const auto metric = Metrics().Make(spec);
  Difference result{a.detector, b.detector,    a.corpus,      Metrics().Canonical(spec).ToString(),
                    kUndefined, kUndefined,    kUndefined,    kUndefined,
                    kUndefined, rank_a.size(), units_a.count, units_a.note};
  if (pair.left_out > 0)
    result.note = Concat(pair.left_out, " records not scored by both are left out",
                         result.note.empty() ? "" : "; ", result.note);
  if (const std::string obstacle = Obstacle(a, b, pair); !obstacle.empty()) {
    result.note = JoinNotes({obstacle, result.note});
    return result;
  }
  const std::vector<double> ones(rank_a.size(), 1.);
  result.value = metric->Evaluate(rank_a, ones) - metric->Evaluate(rank_b, ones);
  if (std::isnan(result.value) || units_a.count < 2) {
    result.note = JoinNotes({"undefined on the common records", result.note});
    return result;
  }
  Replicates replicates =
      Bootstrap(units_a.count, 1, options,
                [&](std::span<const double> unit_weight, std::span<double> values) {
                  values[0] = metric->Evaluate(rank_a, RowWeights(units_a, unit_weight)) -
                              metric->Evaluate(rank_b, RowWeights(units_b, unit_weight));
                });
  Recentre(replicates[0], result.value, {-1, 1});
  const Interval interval = PercentileInterval(replicates[0], options.level);
  result.low = interval.low;
  result.high = interval.high;
  result.p = PValue(replicates[0]);
  return result;
}

}  // namespace

std::vector<double> HolmAdjust(const std::vector<double>& p) {
  std::vector<size_t> order;
  for (size_t i = 0; i < p.size(); ++i)
    if (!std::isnan(p[i])) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](size_t i) { return p[i]; });
  std::vector<double> adjusted(p.size(), kUndefined);
  double highest = 0;
  for (size_t rank = 0; rank < order.size(); ++rank) {
    highest = std::max(highest, p[order[rank]] * static_cast<double>(order.size() - rank));
    adjusted[order[rank]] = std::min(1., highest);
  }
  return adjusted;
}

std::vector<Difference> CompareDetectors(const std::vector<ScoreTable>& given,
                                         const EvaluateOptions& options, const Spec& metric) {
  const std::vector<ScoreTable> tables = CompleteTables(given);
  std::vector<Difference> differences;
  for (size_t i = 0; i < tables.size(); ++i)
    for (size_t j = i + 1; j < tables.size(); ++j)
      if (tables[i].corpus == tables[j].corpus)
        differences.push_back(Compare(tables[i], tables[j], options, metric));
  std::vector<double> p;
  for (const Difference& difference : differences) p.push_back(difference.p);
  const std::vector<double> adjusted = HolmAdjust(p);
  for (size_t i = 0; i < differences.size(); ++i) differences[i].p_holm = adjusted[i];
  return differences;
}

std::vector<Estimate> ToEstimates(const std::vector<Difference>& differences) {
  std::vector<Estimate> estimates;
  for (const Difference& d : differences) {
    Spec metric = Spec::Parse(d.metric);
    metric.args["interval"] = "paired";
    metric.args["minus"] = Bracketed(d.other);
    const std::string p =
        std::isnan(d.p) ? ""
                        : Concat("paired identity bootstrap: p = ", ToText(d.p), ", Holm over ",
                                 differences.size(), " differences: ", ToText(d.p_holm));
    estimates.push_back({d.detector, d.corpus, "all", metric.ToString(), d.value, d.low, d.high,
                         d.n, d.clusters, JoinNotes({p, d.note})});
  }
  return estimates;
}

}  // namespace swapbench
