// SPDX-License-Identifier: Apache-2.0
#include "report/results.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.h"
#include "core/spec.h"
#include "core/text.h"
#include "report/format.h"
#include "report/names.h"
#include "stats/controls.h"

namespace swapbench::report {
namespace {

MetricName ParseMetric(const std::string& text) {
  try {
    Spec spec = Spec::Parse(text);
    MetricName metric{spec.name, "", {}};
    if (const auto interval = spec.args.find("interval"); interval != spec.args.end()) {
      if (interval->second != "identity") metric.interval = interval->second;
      spec.args.erase(interval);
    }
    metric.args = spec.args;
    return metric;
  } catch (const Error&) {
    return {text, "", {}};
  }
}

void AddOnce(std::vector<std::string>& list, const std::string& item) {
  if (std::ranges::find(list, item) == list.end()) list.push_back(item);
}

}  // namespace

Results::Results(const ReportInput& input) : input_(input) {
  std::vector<std::string> specs;
  for (const Estimate& estimate : input.estimates) {
    metrics_.push_back(ParseMetric(estimate.metric));
    AddOnce(corpora_, estimate.corpus);
    AddOnce(detectors_, estimate.detector);
    specs.push_back(estimate.detector);
  }
  std::stable_partition(detectors_.begin(), detectors_.end(),
                        [&](const auto& name) { return !IsControl(name); });
  for (const ScoreSummary& summary : input.scores) specs.push_back(summary.detector);
  names_ = ShortNames(specs, input.names);
  std::vector<std::string> models, backends;
  for (const LatencyRow& row : input.latency) {
    models.push_back(row.model);
    backends.push_back(row.backend);
  }
  names_.merge(ShortNames(models, input.names));
  names_.merge(ShortNames(backends, input.names));
}

std::vector<std::string> Results::Tested() const {
  std::vector<std::string> tested;
  std::ranges::copy_if(detectors_, std::back_inserter(tested),
                       [&](const auto& name) { return !IsControl(name); });
  return tested;
}

std::string Results::Name(const std::string& spec) const {
  const auto found = names_.find(spec);
  return found == names_.end() ? spec : found->second;
}

const Estimate* Results::Find(const std::string& detector, const std::string& corpus,
                              const std::string& slice, const std::string& metric,
                              const std::string& interval) const {
  for (const Estimate* estimate : All(corpus, metric, interval))
    if (estimate->detector == detector && estimate->slice == slice) return estimate;
  return nullptr;
}

std::vector<const Estimate*> Results::All(const std::string& corpus, const std::string& metric,
                                          const std::string& interval) const {
  std::vector<const Estimate*> rows;
  for (size_t i = 0; i < metrics_.size(); ++i)
    if (metrics_[i].name == metric && metrics_[i].interval == interval &&
        input_.estimates[i].corpus == corpus)
      rows.push_back(&input_.estimates[i]);
  return rows;
}

const MetricName& Results::Metric(const Estimate& estimate) const {
  return metrics_.at(static_cast<size_t>(&estimate - input_.estimates.data()));
}

bool Results::IsControl(const std::string& detector) const {
  for (size_t i = 0; i < metrics_.size(); ++i)
    if (metrics_[i].interval == "simultaneous" && input_.estimates[i].slice == "all" &&
        input_.estimates[i].detector == detector)
      return true;
  return false;
}

bool Results::IsControlSlice(const std::string& slice) const {
  for (size_t i = 0; i < metrics_.size(); ++i)
    if (metrics_[i].interval == "simultaneous" && slice != "all" &&
        input_.estimates[i].slice == slice)
      return true;
  return false;
}

std::vector<std::string> Results::Values(const std::string& corpus, const std::string& key) const {
  std::vector<std::string> values;
  for (const Estimate& estimate : input_.estimates)
    if (estimate.corpus == corpus && estimate.slice.starts_with(key + "=") &&
        !IsControlSlice(estimate.slice))
      AddOnce(values, estimate.slice.substr(key.size() + 1));
  return values;
}

std::vector<std::string> Results::SliceKeys(const std::string& corpus) const {
  std::vector<std::string> keys;
  for (const Estimate& estimate : input_.estimates)
    if (const size_t equals = estimate.slice.find('=');
        estimate.corpus == corpus && equals != std::string::npos)
      AddOnce(keys, estimate.slice.substr(0, equals));
  return keys;
}

std::string Results::Chance() const {
  for (const std::string& detector : detectors_)
    if (ParseMetric(detector).name == "coin") return detector;
  return "";
}

std::string Results::Levels(const std::string& corpus) const {
  std::set<double> levels;
  for (const Estimate& estimate : input_.estimates)
    if (corpus.empty() || estimate.corpus == corpus) levels.insert(estimate.level);
  std::vector<std::string> texts;
  for (const double level : levels) texts.push_back(Percent(level));
  return List(texts);
}

std::string Results::LevelNote(const Estimate& estimate) const {
  if (!HasInterval(estimate)) return "";
  const bool differs = std::ranges::any_of(
      input_.estimates, [&](const Estimate& row) { return row.level != estimate.level; });
  return differs ? Percent(estimate.level) + " interval" : "";
}

const Estimate* Results::WorstMethod(const std::string& detector, const std::string& corpus) const {
  const Estimate* worst = nullptr;
  for (const Estimate* row : All(corpus, "miss_rate"))
    if (row->detector == detector && row->slice.starts_with("method=") && !std::isnan(row->value) &&
        !IsControlSlice(row->slice) && (worst == nullptr || row->value > worst->value))
      worst = row;
  return worst;
}

std::optional<Frequencies> CountFrequencies(const Results& results, const std::string& detector,
                                            const std::string& corpus, long long pictures,
                                            long long fakes) {
  const Estimate* alarms = results.Find(detector, corpus, "all", "false_alarm_rate");
  const Estimate* misses = results.Find(detector, corpus, "all", "miss_rate");
  Frequencies counts;
  if (misses == nullptr || std::isnan(misses->value)) {
    misses = results.WorstMethod(detector, corpus);
    if (misses != nullptr) counts.fakes_of = misses->slice.substr(misses->slice.find('=') + 1);
  }
  if (alarms == nullptr || misses == nullptr || std::isnan(alarms->value)) return {};
  const auto share = [](long long whole, double rate) {
    return std::isnan(rate) ? 0 : std::llround(static_cast<double>(whole) * rate);
  };
  const long long genuine = pictures - fakes;
  counts.pictures = pictures;
  counts.fakes = fakes;
  counts.missed = share(fakes, misses->value);
  counts.caught = fakes - counts.missed;
  counts.caught_low = fakes - share(fakes, misses->high);
  counts.caught_high = fakes - share(fakes, misses->low);
  counts.accused = share(genuine, alarms->value);
  counts.accused_low = share(genuine, alarms->low);
  counts.accused_high = share(genuine, alarms->high);
  counts.cleared = genuine - counts.accused;
  counts.has_interval = !std::isnan(alarms->low + alarms->high + misses->low + misses->high);
  if (counts.has_interval) counts.level_note = results.LevelNote(*alarms);
  return counts;
}

double HolmP(const Estimate& paired) {
  constexpr std::string_view kMark = "differences: ";
  const size_t mark = paired.note.find(kMark);
  if (mark == std::string::npos) return NAN;
  const std::string rest = paired.note.substr(mark + kMark.size());
  return ParseDouble(rest.substr(0, rest.find(';'))).value_or(NAN);
}

std::string SeedsText(const Results& results) {
  std::string text;
  for (const ReportFact& fact : results.input().facts)
    if (fact.topic == ReportFact::Topic::kSeed)
      text += (text.empty() ? "" : ", ") + fact.key + " " + fact.value;
  return (text.empty() ? "Seeds: not given to this report" : "Seeds: " + text) + ".";
}

std::string Provenance(const Results& results, const std::string& corpus) {
  const std::string text = SeedsText(results);
  const std::string chance = results.Chance();
  const Estimate* auc = results.Find(chance, corpus, "all", "auc");
  if (auc == nullptr) return text + " Control: no chance detector was scored.";
  return text + " Control: " + results.Name(chance) + ", AUC " +
         WithInterval(auc->value, auc->low, auc->high) + ".";
}

std::string Results::On(const std::string& corpus) const {
  return corpora_.size() > 1 ? " on " + corpus : "";
}

}  // namespace swapbench::report
