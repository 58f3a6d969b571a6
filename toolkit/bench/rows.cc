// SPDX-License-Identifier: Apache-2.0
#include "bench/rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "bench/accuracy.h"
#include "bench/percentile.h"
#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace {

/// Linear between order statistics; `values` sorted and not empty.
double Quantile(const std::vector<double>& values, double p) {
  const double position = p * static_cast<double>(values.size() - 1);
  const size_t below = static_cast<size_t>(position);
  const size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], position - static_cast<double>(below));
}

struct Repetition {
  double p50, p90, p99, images_per_s;
};

Repetition Summarise(std::vector<int64_t> nanoseconds) {
  const double total =
      static_cast<double>(std::accumulate(nanoseconds.begin(), nanoseconds.end(), int64_t{0}));
  const double count = static_cast<double>(nanoseconds.size());
  std::ranges::sort(nanoseconds);
  const auto milliseconds = [&](double p) { return StoppedPercentile(nanoseconds, p) / 1e6; };
  return {milliseconds(.5), milliseconds(.9), milliseconds(.99),
          total > 0 ? count / total * 1e9 : LatencyRow::kNone};
}

/// Sorted values of one column; empty where a repetition has none.
std::vector<double> Column(const std::vector<Repetition>& repetitions, double Repetition::*member) {
  std::vector<double> values;
  for (const Repetition& repetition : repetitions) values.push_back(repetition.*member);
  if (std::ranges::any_of(values, [](double value) { return std::isnan(value); })) return {};
  std::ranges::sort(values);
  return values;
}

void AddNote(std::string& note, const std::string& part) {
  if (!note.empty()) note += "; ";
  note += part;
}

/// Brackets would have to balance, and a part may not look like two.
std::string Tidy(std::string text) {
  for (char& c : text) {
    if (c == '[') c = '(';
    if (c == ']') c = ')';
    if (c == ';' || c == '\n' || c == '\r') c = ',';
  }
  return text;
}

void NoteScatter(std::string& note, const std::vector<double>& p50) {
  if (p50.size() < 2) return;
  const double range = (Quantile(p50, .75) - Quantile(p50, .25)) / Quantile(p50, .5);
  if (range <= .1) return;
  AddNote(note,
          Concat(range > .25 ? "very unstable" : "unstable", ": the inter-quartile range of ",
                 p50.size(), " repetitions is ", std::lround(100 * range), " % of the median"));
}

void FillLatency(LatencyRow& row, const std::vector<BenchAnswer>& answers) {
  std::vector<Repetition> repetitions;
  size_t fewest = SIZE_MAX;
  for (const BenchAnswer& answer : answers) {
    repetitions.push_back(Summarise(answer.nanoseconds));
    row.n += answer.nanoseconds.size();
    fewest = std::min(fewest, answer.nanoseconds.size());
  }
  const auto median = [&](double Repetition::*member) {
    const std::vector<double> values = Column(repetitions, member);
    return values.empty() ? LatencyRow::kNone : Quantile(values, .5);
  };
  row.p50_ms = median(&Repetition::p50);
  row.p90_ms = median(&Repetition::p90);
  row.p99_ms = median(&Repetition::p99);
  row.images_per_s = median(&Repetition::images_per_s);
  struct Needed {
    const char* name;
    double p;
  };
  for (const auto& [name, p] : std::array<Needed, 3>{{{"p50", .5}, {"p90", .9}, {"p99", .99}}})
    if (fewest < QueriesNeeded(p, 1))
      AddNote(row.note, Concat(name, ": n < ", QueriesNeeded(p, 1)));
  NoteScatter(row.note, Column(repetitions, &Repetition::p50));
  if (!std::ranges::all_of(answers, &BenchAnswer::warm))
    AddNote(row.note, "warm-up did not come to rest");
}

}  // namespace

LatencyRow MakeRow(const RowPlan& plan, const Tier& tier, const std::vector<BenchAnswer>& answers) {
  LatencyRow row;
  row.model = plan.model;
  row.backend = plan.backend.ToString();
  row.scenario = "single";
  row.tier = tier.name;
  row.threads = plan.threads;
  const auto broken =
      std::ranges::find_if(answers, [](const BenchAnswer& a) { return !a.error.empty(); });
  if (broken != answers.end()) {
    row.parity = "error";
    row.note = Tidy(broken->error);
    return row;
  }
  const auto failed = std::ranges::find(answers, "failed", &BenchAnswer::parity);
  const BenchAnswer& first = failed == answers.end() ? answers.front() : *failed;
  row.threads = first.threads;
  row.parity = first.parity;
  row.max_diff = first.max_difference;
  row.note = Tidy(first.runtime);
  if (row.parity != "control") {
    row.auc = AucOf(first.logits, plan.fake);
    row.auc_loss = plan.reference_auc - row.auc;
  }
  if (row.parity == "failed") {
    AddNote(row.note, Tidy(first.reason));
    return row;
  }
  row.first_ms = first.first_ms;
  row.peak_rss_mb = std::ranges::max(answers, {}, &BenchAnswer::peak_rss_mb).peak_rss_mb;
  FillLatency(row, answers);
  return row;
}

}  // namespace swapbench
