// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "report/format.h"
#include "report/names.h"
#include "report/tables.h"
#include "stats/controls.h"
#include "stats/slices.h"

namespace swapbench::report {
namespace {

// Read first by most; what is not listed follows as it comes, DeLong last.
int Place(const MetricName& metric) {
  constexpr const char* kOrder[] = {"auc", "miss_rate", "false_alarm_rate", "tpr_at_fpr",
                                    "eer", "ap",        "accuracy",         "brier"};
  const auto found = std::ranges::find(kOrder, metric.name);
  return static_cast<int>(found - std::begin(kOrder)) + (metric.interval.empty() ? 0 : 100);
}

bool Belongs(const Results& results, const Estimate& estimate) {
  const MetricName& metric = results.Metric(estimate);
  return metric.interval != "simultaneous" && metric.interval != "paired" &&
         !metric.args.contains("prevalence");
}

template <class Predicate>
std::vector<std::string> MetricSpecs(const Results& results, Predicate wanted) {
  std::vector<std::pair<int, std::string>> specs;
  for (const Estimate& row : results.input().estimates) {
    const std::pair item(Place(results.Metric(row)), row.metric);
    if (Belongs(results, row) && wanted(row) && std::ranges::find(specs, item) == specs.end())
      specs.push_back(item);
  }
  std::ranges::stable_sort(specs, {}, [](const auto& item) { return item.first; });
  std::vector<std::string> sorted;
  for (const auto& [place, spec] : specs) sorted.push_back(spec);
  return sorted;
}

const Estimate* Exactly(const Results& results, const std::string& detector,
                        const std::string& corpus, const std::string& slice,
                        const std::string& metric) {
  for (const Estimate& row : results.input().estimates)
    if (row.detector == detector && row.corpus == corpus && row.slice == slice &&
        row.metric == metric)
      return &row;
  return nullptr;
}

// A miss rate is never pooled over methods: the worst one stands for all.
Cell WorstMissCell(const Results& results, const std::string& detector, const std::string& corpus) {
  const Estimate* worst = results.WorstMethod(detector, corpus);
  if (worst == nullptr) return Interval(NAN, NAN, NAN, "no method has a miss rate");
  return Interval(
      worst->value, worst->low, worst->high,
      JoinNotes({results.LevelNote(*worst),
                 worst->slice.substr(worst->slice.find('=') + 1) + " is the worst method"}));
}

bool AllUndefined(const Results& results, const std::string& corpus, const std::string& metric) {
  return std::ranges::all_of(results.input().estimates, [&](const Estimate& row) {
    return row.corpus != corpus || row.slice != "all" || row.metric != metric ||
           std::isnan(row.value);
  });
}

Cell EstimateCell(const Results& results, const Estimate* row) {
  if (row == nullptr) return Interval(NAN, NAN, NAN, "not estimated");
  const bool silent = std::isnan(row->value) && row->note.empty();
  return Interval(row->value, row->low, row->high,
                  silent ? "undefined here" : JoinNotes({results.LevelNote(*row), row->note}));
}

void AppendEstimates(const Results& results, Row& row, const std::string& detector,
                     const std::string& corpus, const std::string& slice,
                     const std::vector<std::string>& metrics) {
  const Estimate* largest = nullptr;
  for (const std::string& metric : metrics) {
    const Estimate* estimate = Exactly(results, detector, corpus, slice, metric);
    row.cells.push_back(EstimateCell(results, estimate));
    if (estimate != nullptr && (largest == nullptr || estimate->n > largest->n)) largest = estimate;
  }
  row.cells.push_back(Count(largest == nullptr ? 0 : largest->n));
  row.cells.push_back(Count(largest == nullptr ? 0 : largest->clusters));
}

void AppendColumns(Table& table, const std::vector<std::string>& metrics) {
  for (const std::string& metric : metrics) table.columns.push_back({metric, MetricTitle(metric)});
  table.columns.push_back({"n", "Pictures"});
  table.columns.push_back({"clusters", "People or clips"});
}

std::string SliceValue(const std::string& slice) { return slice.substr(slice.find('=') + 1); }

/// Whether the fakes of a slice are of a method that the detector was trained on: "seen", "unseen",
/// or "" where nobody knows.
std::string Training(const Results& results, const std::string& detector, const std::string& corpus,
                     const std::string& slice) {
  for (const Estimate& row : results.input().estimates)
    if (row.detector == detector && row.corpus == corpus && row.slice == slice) return row.training;
  return "";
}

std::string Capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

}  // namespace

std::string TableName(const Results& results, const std::string& stem, const std::string& corpus) {
  if (results.corpora().size() < 2) return stem;
  const auto place = std::ranges::find(results.corpora(), corpus) - results.corpora().begin();
  return stem + "_" + std::to_string(place + 1) + "_" + Slug(corpus);
}

Table AccuracyTable(const Results& results, const std::string& corpus) {
  Table table{TableName(results, "accuracy", corpus),
              "Accuracy of each detector" + results.On(corpus) + ", with " +
                  results.Levels(corpus) + " intervals in parentheses",
              {{"detector", "Detector", false}},
              {}};
  const auto metrics = MetricSpecs(
      results, [&](const Estimate& row) { return row.corpus == corpus && row.slice == "all"; });
  if (metrics.empty()) return table;
  AppendColumns(table, metrics);
  const size_t miss = static_cast<size_t>(
      std::ranges::find(table.columns, MetricTitle("miss_rate"), &Column::title) -
      table.columns.begin());
  const bool take_worst =
      miss < table.columns.size() && AllUndefined(results, corpus, table.columns[miss].key);
  if (take_worst) table.columns[miss] = {"worst_miss_rate", "Misses, worst method"};
  for (const std::string& detector : results.detectors()) {
    Row row{{Text(results.Name(detector))}, results.IsControl(detector)};
    AppendEstimates(results, row, detector, corpus, "all", metrics);
    if (take_worst) row.cells[miss] = WorstMissCell(results, detector, corpus);
    table.rows.push_back(row);
  }
  return table;
}

Table SliceTable(const Results& results, const std::string& corpus, const std::string& key) {
  Table table{TableName(results, "by_" + Slug(key), corpus),
              "Each " + key + results.On(corpus) + ", with " + results.Levels(corpus) +
                  " intervals in parentheses",
              {{key, Capitalised(key), false}, {"detector", "Detector", false}},
              {}};
  const std::vector<std::string> values = results.Values(corpus, key);
  const auto metrics = MetricSpecs(results, [&](const Estimate& row) {
    return row.corpus == corpus && row.slice.starts_with(key + "=") &&
           !results.IsControlSlice(row.slice);
  });
  const bool trained = std::ranges::any_of(results.input().estimates, [&](const Estimate& row) {
    return row.corpus == corpus && row.slice.starts_with(key + "=") && !row.training.empty();
  });
  if (trained) table.columns.push_back({"training", "In training", false});
  AppendColumns(table, metrics);
  for (const std::string& value : values)
    for (const std::string& detector : results.detectors()) {
      const std::string slice = key + "=" + value;
      Row row{{Text(value), Text(results.Name(detector))}, results.IsControl(detector)};
      if (trained) row.cells.push_back(Text(Training(results, detector, corpus, slice)));
      AppendEstimates(results, row, detector, corpus, slice, metrics);
      table.rows.push_back(row);
    }
  return table;
}

Table ControlTable(const Results& results) {
  Table table{"controls",
              "The controls, judged as one family: each interval is simultaneous, so that all of "
              "them together cover with " +
                  results.Levels(),
              {{"control", "Control", false},
               {"auc", "AUC, simultaneous interval"},
               {"n", "Pictures"},
               {"verdict", "Contains .5", false}},
              {}};
  for (const std::string& corpus : results.corpora())
    for (const Estimate* row : results.All(corpus, "auc", "simultaneous")) {
      const std::string what = row->slice == "all" ? "" : " on " + SliceValue(row->slice);
      table.rows.push_back({{Text(results.Name(row->detector) + what + results.On(corpus)),
                             EstimateCell(results, row), Count(row->n),
                             Text(!HasInterval(*row)   ? "not judged"
                                  : ContainsHalf(*row) ? "yes"
                                                       : "NO")},
                            true});
    }
  return table;
}

Table TestedTable(const Results& results) {
  Table table{"refusals",
              "What each detector was given, and what it would not score",
              {{"detector", "Detector", false},
               {"corpus", "Corpus", false},
               {"real", "Genuine"},
               {"fake", "Fakes"},
               {"refused_real", "Genuine refused"},
               {"refused_fake", "Fakes refused"},
               {"refused_percent", "Refused, %"}},
              {}};
  for (const ScoreSummary& score : results.input().scores) {
    const double all = static_cast<double>(score.real + score.fake);
    const double refused = static_cast<double>(score.refused_real + score.refused_fake);
    table.rows.push_back(
        {{Text(results.Name(score.detector)), Text(score.corpus), Count(score.real),
          Count(score.fake), Count(score.refused_real), Count(score.refused_fake),
          Number(all > 0 ? 100 * refused / all : NAN, 1, all > 0 ? "" : "no records")},
         results.IsControl(score.detector)});
  }
  return table;
}

}  // namespace swapbench::report
