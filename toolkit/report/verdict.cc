// SPDX-License-Identifier: Apache-2.0
#include "report/verdict.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/text.h"
#include "report/format.h"
#include "report/statements.h"
#include "stats/controls.h"

namespace swapbench::report {
namespace {

/// The control measurements of all corpora, by what came of them.
struct Family {
  std::vector<const Estimate*> held, failed, not_judged;
  size_t size() const { return held.size() + failed.size() + not_judged.size(); }
};

Family FindFamily(const Results& results) {
  Family family;
  for (const std::string& corpus : results.corpora())
    for (const Estimate* row : results.All(corpus, "auc", "simultaneous"))
      if (!HasInterval(*row)) family.not_judged.push_back(row);
      else if (ContainsHalf(*row)) family.held.push_back(row);
      else family.failed.push_back(row);
  return family;
}

std::string ControlName(const Results& results, const Estimate& row) {
  return results.Name(row.detector) + (row.slice == "all" ? "" : " at " + row.slice) +
         results.On(row.corpus);
}

// A coin cannot find the pipeline, whatever it is shown.
std::string RuledOut(const Results& results, const std::vector<const Estimate*>& held) {
  std::vector<std::string> causes;
  bool pipeline = false;
  for (const Estimate* row : held) {
    const bool coin = row->detector.substr(0, row->detector.find(':')) == "coin";
    const std::string cause = coin ? "chance" : results.Name(row->detector);
    if (row->slice != "all") pipeline |= !coin;
    else if (std::ranges::find(causes, cause) == causes.end()) causes.push_back(cause);
  }
  if (pipeline) causes.emplace_back("the pipeline itself");
  if (causes.empty()) return "";
  return (causes.size() == 1 ? ": " + causes.front() + " is not"
                             : ": neither " + Join(causes, ", nor ") + " is") +
         " being detected";
}

std::string HeldSentence(const Results& results, const Family& family) {
  const size_t count = family.held.size();
  const std::string subject =
      count == 1 ? "The only control measurement has a simultaneous interval that contains .5"
                 : Concat("All ", count,
                          " control measurements have simultaneous intervals that contain .5");
  return subject + RuledOut(results, family.held) + ".";
}

std::string FailedSentence(const Results& results, const Family& family) {
  std::vector<std::string> names;
  for (const Estimate* row : family.failed)
    names.push_back(ControlName(results, *row) + " (AUC " +
                    WithInterval(row->value, row->low, row->high) + ")");
  return Concat(names.size(), " of ", family.size(), " control measurements ",
                names.size() == 1 ? "does" : "do", " not contain .5: ", List(names),
                ". Where a control finds something, the corpus gives the answer away, and every "
                "other number here may measure that leak.");
}

std::string NotJudgedSentence(const Results& results, const Family& family) {
  std::vector<std::string> names;
  for (const Estimate* row : family.not_judged) names.push_back(ControlName(results, *row));
  return Concat(names.size(), " of ", family.size(), " control measurements ",
                names.size() == 1 ? "was" : "were",
                " not judged, for want of an interval: ", List(names), ".");
}

std::string ControlSentence(const Results& results) {
  const Family family = FindFamily(results);
  if (family.size() == 0)
    return "No control was judged: nobody checked whether chance, brightness or the pipeline "
           "itself would score as well.";
  if (family.held.size() == family.size()) return HeldSentence(results, family);
  std::vector<std::string> sentences;
  if (!family.failed.empty()) sentences.push_back(FailedSentence(results, family));
  if (!family.not_judged.empty()) sentences.push_back(NotJudgedSentence(results, family));
  return Join(sentences, " ");
}

std::string RangeSentence(const Results& results) {
  if (results.corpora().empty()) return "";
  const std::string levels = results.Levels();
  const bool several = levels.find(" and ") != std::string::npos;
  return " Ranges in parentheses are " + levels + " intervals" +
         (several ? "; the tables say which." : ".");
}

std::vector<std::string> CorporaWithAuc(const Results& results, const std::string& detector) {
  std::vector<std::string> corpora;
  std::ranges::copy_if(results.corpora(), std::back_inserter(corpora),
                       [&](const std::string& corpus) {
                         return results.Find(detector, corpus, "all", "auc") != nullptr;
                       });
  return corpora;
}

// Where the controls hold: a detector must beat chance on every corpus on which it has an AUC.
std::string DetectorHeadline(const Results& results) {
  const std::vector<std::string> tested = results.Tested();
  if (tested.empty()) return "The controls hold, but no detector was tested.";
  size_t judged = 0;
  std::vector<std::string> good;
  for (const std::string& detector : tested) {
    const std::vector<std::string> corpora = CorporaWithAuc(results, detector);
    if (corpora.empty()) continue;
    ++judged;
    if (std::ranges::all_of(corpora, [&](const std::string& corpus) {
          return BeatsChance(results, detector, corpus).value_or(false);
        }))
      good.push_back(results.Name(detector));
  }
  if (judged == 0) return "The controls hold, but no detector has an AUC to be judged by.";
  if (good.empty()) return "The controls hold, and no detector does better than chance.";
  return Concat("The controls hold, and ", good.size(), " of ", judged,
                judged == 1 ? " detector" : " detectors", good.size() == 1 ? " does" : " do",
                " better than chance: ", List(good), ".");
}

std::string Headline(const Results& results, ControlsState controls) {
  if (results.corpora().empty()) return "No accuracy was measured; this page shows times only.";
  switch (controls) {
    case ControlsState::kFailed:
      return "This experiment is not to be trusted: its controls failed.";
    case ControlsState::kNotJudged:
      return "Not every control could be judged: read the numbers as a rehearsal.";
    case ControlsState::kAbsent:
      return "Without controls nothing here is a finding: read the numbers as a rehearsal.";
    case ControlsState::kHeld:
      break;
  }
  return DetectorHeadline(results);
}

}  // namespace

ControlsState JudgeControls(const Results& results) {
  const Family family = FindFamily(results);
  if (family.size() == 0) return ControlsState::kAbsent;
  if (!family.failed.empty()) return ControlsState::kFailed;
  return family.not_judged.empty() ? ControlsState::kHeld : ControlsState::kNotJudged;
}

std::optional<bool> BeatsChance(const Results& results, const std::string& detector,
                                const std::string& corpus) {
  const Estimate* auc = results.Find(detector, corpus, "all", "auc");
  if (auc == nullptr || !HasInterval(*auc)) return {};
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
