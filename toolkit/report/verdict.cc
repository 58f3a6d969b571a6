// SPDX-License-Identifier: Apache-2.0
#include "report/verdict.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/text.h"
#include "report/format.h"
#include "report/statements.h"

namespace swapbench::report {
namespace {

bool ContainsHalf(const Estimate& row) { return row.low <= .5 && row.high >= .5; }  // false for NaN

std::vector<const Estimate*> Family(const Results& results) {
  std::vector<const Estimate*> family;
  for (const std::string& corpus : results.corpora())
    for (const Estimate* row : results.All(corpus, "auc", "simultaneous")) family.push_back(row);
  return family;
}

std::string ControlName(const Results& results, const Estimate& row) {
  return results.Name(row.detector) + (row.slice == "all" ? "" : " at " + row.slice) +
         results.On(row.corpus);
}

std::string ControlSentence(const Results& results) {
  const std::vector<const Estimate*> family = Family(results);
  if (family.empty())
    return "No control was judged: nobody checked whether chance, brightness or the pipeline "
           "itself would score as well.";
  std::vector<std::string> failed;
  for (const Estimate* row : family)
    if (!ContainsHalf(*row))
      failed.push_back(ControlName(results, *row) + " (AUC " +
                       WithInterval(row->value, row->low, row->high) + ")");
  if (failed.empty())
    return Concat("All ", family.size(),
                  " control measurements have simultaneous intervals that contain .5: neither "
                  "chance, nor brightness, nor the pipeline itself is being detected.");
  return Concat(failed.size(), " of ", family.size(), " control measurements ",
                failed.size() == 1 ? "does" : "do", " not contain .5: ", List(failed),
                ". Where a control finds something, the corpus gives the answer away, and every "
                "other number here may measure that leak.");
}

std::string RangeSentence(const Results& results) {
  if (results.corpora().empty()) return "";
  const std::string levels = results.Levels();
  const bool several = levels.find(" and ") != std::string::npos;
  return " Ranges in parentheses are " + levels + " intervals" +
         (several ? "; the tables say which." : ".");
}

std::string Headline(const Results& results, ControlsState controls) {
  if (controls == ControlsState::kFailed)
    return "This experiment is not to be trusted: its controls failed.";
  const std::vector<std::string> tested = results.Tested();
  if (results.corpora().empty()) return "No accuracy was measured; this page shows times only.";
  if (controls == ControlsState::kAbsent)
    return "Without controls nothing here is a finding: read the numbers as a rehearsal.";
  if (tested.empty()) return "The controls hold, but no detector was tested.";
  std::vector<std::string> good;
  for (const std::string& detector : tested)
    if (std::ranges::all_of(results.corpora(), [&](const std::string& corpus) {
          return BeatsChance(results, detector, corpus).value_or(false);
        }))
      good.push_back(results.Name(detector));
  if (good.empty()) return "The controls hold, and no detector does better than chance.";
  return Concat("The controls hold, and ", good.size(), " of ", tested.size(),
                tested.size() == 1 ? " detector" : " detectors", good.size() == 1 ? " does" : " do",
                " better than chance: ", List(good), ".");
}

}  // namespace

ControlsState JudgeControls(const Results& results) {
  const std::vector<const Estimate*> family = Family(results);
  if (family.empty()) return ControlsState::kAbsent;
  const bool held =
      std::ranges::all_of(family, [](const Estimate* row) { return ContainsHalf(*row); });
  return held ? ControlsState::kHeld : ControlsState::kFailed;
}

std::optional<bool> BeatsChance(const Results& results, const std::string& detector,
                                const std::string& corpus) {
  const Estimate* auc = results.Find(detector, corpus, "all", "auc");
  if (auc == nullptr || std::isnan(auc->low) || std::isnan(auc->high)) return {};
  const Estimate* coin = results.Find(results.Chance(), corpus, "all", "auc");
  const double bar = coin == nullptr || std::isnan(coin->high) ? .5 : std::max(.5, coin->high);
  return auc->low > bar;
}

std::string FrequencySentence(const Results& results, const std::string& detector,
                              const std::string& corpus) {
  const auto counts = CountFrequencies(results, detector, corpus);
  if (!counts) return "";
  std::string text = Concat(
      "Of ", Grouped(counts->pictures), " pictures of which ", counts->fakes, " are fakes",
      counts->fakes_of.empty() ? "" : " made by " + counts->fakes_of, ", it flags ",
      Grouped(counts->caught + counts->accused), "; ", Grouped(counts->accused), " of those ",
      counts->accused == 1 ? "is a real person" : "are real people", " wrongly accused");
  if (counts->has_interval)
    text += Concat(" (", Grouped(counts->accused_low), " to ", Grouped(counts->accused_high), ")");
  return text + Concat(", and ", counts->missed, " of the ", counts->fakes, " fakes ",
                       counts->missed == 1 ? "passes." : "pass.");
}

Conclusions Conclude(const Results& results) {
  Conclusions conclusions;
  conclusions.controls = JudgeControls(results);
  conclusions.headline = Headline(results, conclusions.controls);
  conclusions.control_sentence = ControlSentence(results) + RangeSentence(results);
  if (conclusions.controls != ControlsState::kFailed) conclusions.findings = Findings(results);
  else
    conclusions.cautions.push_back(
        {"Anything at all about the detectors.",
         "The tables are printed so that the fault can be found, not so that they can be quoted."});
  const std::vector<Statement> cautions = Cautions(results);
  conclusions.cautions.insert(conclusions.cautions.end(), cautions.begin(), cautions.end());
  return conclusions;
}

}  // namespace swapbench::report
