// SPDX-License-Identifier: Apache-2.0
#include "stats/slice_estimate.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "stats/bound.h"
#include "stats/delong.h"
#include "stats/weights.h"

namespace swapbench {
namespace {

struct NamedMetric {
  Spec spec;
  std::unique_ptr<Metric> metric;
};

bool Looks(Judges judges, uint8_t fake) {
  return judges == Judges::kBoth || (judges == Judges::kFakes) == (fake == 1);
}

double ValueOf(const Metric& metric, const Ranking& ranking) {
  if (!metric.printable(ranking)) return kUndefined;
  return metric.Evaluate(ranking, std::vector<double>(ranking.size(), 1.));
}

size_t CountUnits(const Ranking& ranking, const Units& units, Judges judges) {
  std::set<uint32_t> seen;
  for (size_t i = 0; i < ranking.size(); ++i)
    if (Looks(judges, ranking.fake[i])) seen.insert(units.of[i].begin(), units.of[i].end());
  seen.erase(static_cast<uint32_t>(units.count));
  return seen.size();
}

size_t CountRows(const Ranking& ranking, Judges judges) {
  size_t count = 0;
  for (const uint8_t fake : ranking.fake) count += Looks(judges, fake) ? 1 : 0;
  return count;
}

std::string MissingRowsNote(const Ranking& ranking, Judges judges) {
  const size_t fakes = CountFakes(ranking);
  const bool needs_fakes = judges != Judges::kReals, needs_reals = judges != Judges::kFakes;
  if (needs_fakes && fakes == 0) return "undefined: no scored fake in this slice";
  if (needs_reals && fakes == ranking.size()) return "undefined: no scored real in this slice";
  return "";
}

/// One slice with what all its metrics share.
class SliceEstimator {
 public:
  SliceEstimator(const ScoreTable& table, const Slice& slice, const FrozenThreshold& threshold)
      : table_(table),
        slice_(slice),
        threshold_(threshold),
        ranking_(MakeRanking(table, slice.rows, threshold.value)),
        with_errors_(MakeRankingWithErrors(table, slice.rows, threshold.value)),
        units_(FindUnits(table, ranking_)) {}

  std::vector<Estimate> Run(const std::vector<NamedMetric>& metrics,
                            const BootstrapOptions& options) const {
    std::vector<Estimate> estimates;
    std::vector<const Metric*> defined;
    for (const NamedMetric& named : metrics) {
      estimates.push_back(Point(named));
      if (!std::isnan(estimates.back().value)) defined.push_back(named.metric.get());
    }
    if (units_.count < 2 || defined.empty()) return estimates;
    Replicates replicates = BootstrapMetrics(ranking_, units_, defined, options);
    size_t next = 0;
    for (Estimate& estimate : estimates) {
      if (std::isnan(estimate.value)) continue;
      const Metric& metric = *defined[next];
      std::vector<double>& values = replicates[next++];
      if (IsStuck(values, estimate.value)) AddBound(metric, options.level, estimate);
      else AddInterval(std::move(values), options.level, estimate);
    }
    return estimates;
  }

 private:
  Estimate Point(const NamedMetric& named) const {
    const Metric& metric = *named.metric;
    Estimate estimate{table_.detector,
                      table_.corpus,
                      slice_.name,
                      named.spec.ToString(),
                      kUndefined,
                      kUndefined,
                      kUndefined,
                      CountRows(ranking_, metric.judges()),
                      CountUnits(ranking_, units_, metric.judges()),
                      ""};
    std::vector<std::string> notes;
    if (metric.judges() == Judges::kFakes && slice_.methods.size() > 1) {
      notes.push_back(WorstMethod(metric));
    } else {
      estimate.value = ValueOf(metric, ranking_);
      notes.push_back(metric.Caution(ranking_));
      notes.push_back(MissingRowsNote(ranking_, metric.judges()));
      notes.push_back(RefusalNote(metric));
    }
    if (metric.needs_threshold()) notes.push_back(threshold_.note);
    notes.push_back(slice_.note);
    notes.push_back(units_.note);
    notes.push_back(FewUnitsNote(estimate.clusters, units_.count));
    estimate.note = JoinNotes(notes);
    return estimate;
  }

  std::string RefusalNote(const Metric& metric) const {
    const size_t refused = ranking_.refused_real + ranking_.refused_fake;
    if (refused == 0) return "";
    const double value = ValueOf(metric, with_errors_);
    return Concat(refused, " of ", slice_.rows.size(), " refused (", ranking_.refused_real,
                  " real, ", ranking_.refused_fake, " fake) and left out; counted as errors: ",
                  ToText(std::round(value * 1e4) / 1e4));
  }

  std::string WorstMethod(const Metric& metric) const {
    std::string worst;
    double worst_value = kUndefined;
    for (const std::string& method : slice_.methods) {
      std::vector<uint32_t> rows;
      for (const uint32_t row : slice_.rows)
        if (table_.rows[row].fake && table_.rows[row].method == method) rows.push_back(row);
      const double value = ValueOf(metric, MakeRanking(table_, rows, threshold_.value));
      const bool worse = metric.higher_is_better() ? value < worst_value : value > worst_value;
      if (std::isnan(worst_value) || worse) {
        worst = method.empty() ? "unknown" : method;
        worst_value = value;
      }
    }
    return Concat("never pooled over methods; the worst is ", worst, " with ",
                  ToText(std::round(worst_value * 1e4) / 1e4));
  }

  /// True where no error was seen, or nothing but errors: no replicate can be anything else.
  static bool IsStuck(const std::vector<double>& values, double value) {
    return (value == 0 || value == 1) && std::ranges::all_of(values, [&](double replicate) {
             return std::isnan(replicate) || replicate == value;
           });
  }

  /// Only for what is a mean over groups of people: rates of one class, and the AUC, which is one
  /// over pairs.
  void AddBound(const Metric& metric, double level, Estimate& estimate) const {
    if (metric.needs_both_classes() && !metric.chance_is_half()) {
      estimate.note = JoinNotes({estimate.note,
                                 "the same in every replicate: the bootstrap cannot "
                                 "say how far off this may be, so no interval"});
      return;
    }
    const size_t groups = CountDisjoint(ranking_, units_, metric.judges());
    const Interval interval = ExactBound(estimate.value, groups, level);
    estimate.low = interval.low;
    estimate.high = interval.high;
    estimate.note = JoinNotes(
        {estimate.note, Concat("the same in every replicate: exact bound over ", groups,
                               metric.needs_both_classes() ? " pairs of people" : " people",
                               " with nobody in common")});
  }

  static void AddInterval(std::vector<double> values, double level, Estimate& estimate) {
    Recentre(values, estimate.value, {});
    const Interval interval = PercentileInterval(values, level);
    estimate.low = interval.low;
    estimate.high = interval.high;
    if (interval.undefined > 0)
      estimate.note = JoinNotes({estimate.note, Concat(interval.undefined, " of ", values.size(),
                                                       " replicates undefined and left out")});
  }

  const ScoreTable& table_;
  const Slice& slice_;
  const FrozenThreshold& threshold_;
  Ranking ranking_, with_errors_;
  Units units_;
};

}  // namespace

std::vector<Estimate> EstimateSlice(const ScoreTable& table, const Slice& slice,
                                    const std::vector<Spec>& metrics,
                                    const FrozenThreshold& threshold,
                                    const BootstrapOptions& options) {
  std::vector<NamedMetric> named;
  for (const Spec& spec : metrics)
    named.push_back({Metrics().Canonical(spec), Metrics().Make(spec)});
  return SliceEstimator(table, slice, threshold).Run(named, options);
}

Estimate EstimateDeLong(const ScoreTable& table, const Slice& slice, double level) {
  const Ranking ranking = MakeRanking(table, slice.rows, kUndefined);
  const DeLongResult result = DeLong({ranking.score}, ranking.fake);
  const Interval interval = DeLongInterval(result, 0, level);
  return {table.detector,
          table.corpus,
          slice.name,
          "auc:interval=delong",
          result.auc[0],
          interval.low,
          interval.high,
          ranking.size(),
          ranking.size(),
          JoinNotes({"ignores identity: takes every row as independent, so usually far too narrow",
                     MissingRowsNote(ranking, Judges::kBoth), slice.note})};
}

}  // namespace swapbench
