// SPDX-License-Identifier: Apache-2.0
#include "report/sections.h"

#include <algorithm>

#include "report/names.h"
#include "report/tables.h"

namespace swapbench::report {
namespace {

void Add(Section& section, Table table, std::vector<Figure> figures, std::string provenance) {
  if (!table.rows.empty())
    section.exhibits.push_back({std::move(figures), std::move(table), std::move(provenance)});
}

std::vector<Figure> Figures(std::optional<Figure> figure) {
  if (!figure) return {};
  return {std::move(*figure)};
}

std::string FirstColumn(const Table& table, const std::string& title) {
  const auto found = std::ranges::find(table.columns, title, &Column::title);
  return found == table.columns.end() ? "" : found->key;
}

Section Tested(const Results& results) {
  Section section{"tested", "What was tested", {}, {}, {}};
  for (const ReportFact& fact : results.input().facts)
    if (fact.topic == ReportFact::Topic::kTested) section.entries.push_back({fact.key, fact.value});
  for (const std::string& detector : results.detectors())
    section.entries.push_back(
        {results.IsControl(detector) ? "control" : "detector",
         results.Name(detector) == detector ? detector : results.Name(detector) + ": " + detector});
  return section;
}

Section Accuracy(const Results& results) {
  Section section{"accuracy",
                  "Accuracy",
                  {"AUC is the chance that a fake drawn at random gets a higher score than a "
                   "genuine picture. A value whose interval touches the dashed line may be "
                   "chance."},
                  {},
                  {}};
  for (const std::string& corpus : results.corpora()) {
    const Table table = AccuracyTable(results, corpus);
    Add(section, table,
        Figures(IntervalChart(table, FirstColumn(table, MetricTitle("auc")), "detector")),
        Provenance(results, corpus));
    const Table comparison = ComparisonTable(results, corpus);
    Add(section, comparison, {}, Provenance(results, corpus));
  }
  return section;
}

Section Slices(const Results& results) {
  Section section{"methods",
                  "Method by method",
                  {"A mean over methods hides the one that passes. Read the worst row, not the "
                   "average."},
                  {},
                  {}};
  for (const std::string& corpus : results.corpora())
    for (const std::string& key : results.SliceKeys(corpus)) {
      const Table table = SliceTable(results, corpus, key);
      Add(section, table,
          Figures(IntervalChart(table, FirstColumn(table, MetricTitle("auc")), "detector", key)),
          Provenance(results, corpus));
    }
  return section;
}

Section Controls(const Results& results) {
  Section section{
      "controls",
      "Controls",
      {"A control must find nothing. A coin must score .5; brightness must, or the corpus leaks; "
       "records labelled fake with nothing swapped must, or a detector has found the pipeline and "
       "not the swap."},
      {},
      {}};
  const Table table = ControlTable(results);
  Add(section, table, Figures(IntervalChart(table, "auc", "control")),
      results.corpora().empty() ? "" : Provenance(results, results.corpora().front()));
  return section;
}

Section Deployment(const Results& results) {
  Section section{"deployment",
                  "If it were deployed",
                  {"Fakes are rare, so most alarms of a good detector may still be false. The "
                   "numbers assume pictures like those tested."},
                  {},
                  {}};
  for (const std::string& corpus : results.corpora()) {
    std::vector<Figure> figures;
    std::vector<std::string> detectors = results.Tested();
    if (results.IsControl(results.Chance())) detectors.push_back(results.Chance());
    for (const std::string& detector : detectors)
      if (auto figure = FrequencyChart(results, detector, corpus)) figures.push_back(*figure);
    const std::string provenance = Provenance(results, corpus);
    Add(section, FrequencyTable(results, corpus), figures, provenance);
    Add(section, PrevalenceTable(results, corpus), {}, provenance);
    Add(section, FalseAlarmTable(results, corpus), {}, provenance);
  }
  return section;
}

Section Latency(const Results& results) {
  Section section{
      "latency",
      "Latency against accuracy",
      {"Time runs from handing over one picture to its answer. A runtime that does not "
       "give the reference's answers gets no time. Freed memory stays with the process, as it "
       "does in a server."},
      {},
      {}};
  const Table table = LatencyTable(results);
  const std::string provenance =
      results.corpora().empty() ? "" : Provenance(results, results.corpora().front());
  Add(section, table, Figures(LatencyChart(table, results.Levels())), provenance);
  Add(section, LatencyDetailTable(results), {}, provenance);
  return section;
}

Section Training(const Results& results) {
  Section section{
      "training",
      "How the networks were trained",
      {"The epoch that is kept is chosen on split val, so its numbers there flatter a little. "
       "What a network is worth stands above: it never saw the test set."},
      {},
      {}};
  const std::vector<TrainingHistory>& trainings = results.input().trainings;
  std::vector<Figure> figures;
  for (auto& figure : {LossChart(trainings), ValidationAucChart(trainings)})
    if (figure) figures.push_back(*figure);
  Add(section, TrainingTable(results), figures, SeedsText(results));
  return section;
}

Section Refusals(const Results& results) {
  Section section{"refusals", "Refusals", {}, {}, {}};
  Add(section, TestedTable(results), {}, "");
  section.paragraphs.emplace_back(
      section.exhibits.empty()
          ? "No score tables were handed to this report, so refused pictures cannot be counted "
            "here; the numbers of pictures in the tables above are those that were scored."
          : "A detector that refuses hard faces looks better than it is. Refused pictures have no "
            "score and are left out of every number above.");
  return section;
}

Section Methods(const Results& results) {
  Section section{
      "how",
      "Limits and methods",
      {"Intervals are " + results.Levels() +
           " percentile intervals of the identity bootstrap, centred by its own estimate of its "
           "bias: people, not pictures, are drawn again, because two pictures of one person are "
           "not two observations. Where each source serves one target only, they are "
           "conservative. Where the people are unknown, clips are drawn, and the note says so. "
           "DeLong's interval ignores identity and is too narrow whenever a person occurs twice; "
           "it is printed for comparison with other work.",
       "Numbers are rounded to the precision of their interval; the CSV files beside this page "
       "hold them in full."},
      {},
      {}};
  std::vector<std::string> seen;
  for (const Estimate& row : results.input().estimates) {
    const std::string& name = results.Metric(row).name;
    if (std::ranges::find(seen, name) != seen.end()) continue;
    seen.push_back(name);
    if (const std::string meaning = MetricMeaning(name); !meaning.empty())
      section.entries.push_back({MetricTitle(name), meaning});
  }
  return section;
}

Section Reproduce(const Results& results) {
  using Topic = ReportFact::Topic;
  Section section{"repeat", "To repeat this", {}, {}, {}};
  for (const Topic topic : {Topic::kCommand, Topic::kSeed, Topic::kEnvironment, Topic::kRecipe})
    for (const ReportFact& fact : results.input().facts)
      if (fact.topic == topic) section.entries.push_back({fact.key, fact.value});
  return section;
}

}  // namespace

std::vector<Section> MakeSections(const Results& results) {
  std::vector<Section> sections;
  for (Section& section :
       std::vector<Section>{Tested(results), Accuracy(results), Slices(results), Controls(results),
                            Deployment(results), Latency(results), Training(results),
                            Refusals(results), Methods(results), Reproduce(results)})
    if (!section.exhibits.empty() || !section.entries.empty() || section.id == "refusals")
      sections.push_back(std::move(section));
  return sections;
}

}  // namespace swapbench::report
