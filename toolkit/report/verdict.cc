// SPDX-License-Identifier: Apache-2.0
#include "report/verdict.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/text.h"
#include "report/format.h"
#include "report/names.h"

namespace swapbench::report {
namespace {

std::string On(const Results& results, const std::string& corpus) {
  return results.corpora().size() > 1 ? " on " + corpus : "";
}

std::string Printed(const Estimate& row) { return WithInterval(row.value, row.low, row.high); }

bool ContainsHalf(const Estimate& row) { return row.low <= .5 && row.high >= .5; }  // false for NaN

std::vector<const Estimate*> Family(const Results& results) {
  std::vector<const Estimate*> family;
  for (const std::string& corpus : results.corpora())
    for (const Estimate* row : results.All(corpus, "auc", "simultaneous")) family.push_back(row);
  return family;
}

std::string ControlName(const Results& results, const Estimate& row) {
  return results.Name(row.detector) + (row.slice == "all" ? "" : " at " + row.slice) +
         On(results, row.corpus);
}

std::string List(const std::vector<std::string>& items) {
  if (items.size() < 2) return items.empty() ? "none" : items.front();
  const std::vector<std::string> head(items.begin(), items.end() - 1);
  return Join(head, ", ") + " and " + items.back();
}

std::string ControlSentence(const Results& results) {
  const std::vector<const Estimate*> family = Family(results);
  if (family.empty())
    return "No control was judged: nobody checked whether chance, brightness or the pipeline "
           "itself would score as well.";
  std::vector<std::string> failed;
  for (const Estimate* row : family)
    if (!ContainsHalf(*row))
      failed.push_back(ControlName(results, *row) + " (AUC " + Printed(*row) + ")");
  if (failed.empty())
    return Concat("All ", family.size(),
                  " control measurements have simultaneous intervals that contain .5: neither "
                  "chance, nor brightness, nor the pipeline itself is being detected.");
  return Concat(failed.size(), " of ", family.size(), " control measurements ",
                failed.size() == 1 ? "does" : "do", " not contain .5: ", List(failed),
                ". Where a control finds something, the corpus gives the answer away, and every "
                "other number here may measure that leak.");
}

Statement ChanceFinding(const Results& results, const std::string& detector,
                        const std::string& corpus) {
  const Estimate* auc = results.Find(detector, corpus, "all", "auc");
  const std::optional<bool> beats = BeatsChance(results, detector, corpus);
  const std::string name = results.Name(detector) + On(results, corpus);
  if (!beats) return {name + " cannot be judged.", "Its AUC or the interval is undefined."};
  const std::string chance = results.Chance();
  const Estimate* coin = results.Find(chance, corpus, "all", "auc");
  const std::string against = coin == nullptr ? ".5 (no chance detector was scored)"
                                              : Printed(*coin) + " of " + results.Name(chance);
  const std::string numbers = "AUC " + Printed(*auc) + " against " + against;
  if (*beats)
    return {name + " does better than chance.", numbers + "; the intervals are disjoint."};
  const bool below = auc->high < .5 && (coin == nullptr || !(auc->high >= coin->low));
  if (below)
    return {name + " does worse than chance.",
            numbers +
                "; the intervals are disjoint. It takes these fakes for the genuine ones: its "
                "sign was fixed in advance and is not turned round afterwards."};
  return {name + " cannot be told from chance.", numbers + "; the intervals overlap."};
}

std::string WorstFinding(const Results& results, const std::string& detector,
                         const std::string& corpus) {
  const Estimate* worst = results.WorstMethod(detector, corpus);
  if (worst == nullptr) return "";
  const auto in_hundred = [](double rate) { return std::to_string(std::llround(rate * 100)); };
  std::string text = "Its worst method is " + worst->slice.substr(7) +
                     ": of 100 such fakes it misses " + in_hundred(worst->value);
  if (!std::isnan(worst->low) && !std::isnan(worst->high))
    text += " (" + in_hundred(worst->low) + " to " + in_hundred(worst->high) + ")";
  return text + ".";
}

void AddDetectorFindings(const Results& results, std::vector<Statement>& findings) {
  for (const std::string& corpus : results.corpora())
    for (const std::string& detector : results.Tested()) {
      Statement finding = ChanceFinding(results, detector, corpus);
      for (const std::string& more :
           {WorstFinding(results, detector, corpus), FrequencySentence(results, detector, corpus)})
        if (!more.empty()) finding.text += " " + more;
      findings.push_back(finding);
    }
}

void AddLatencyFindings(const Results& results, std::vector<Statement>& findings) {
  const LatencyRow* fastest = nullptr;
  size_t failed = 0;
  for (const LatencyRow& row : results.input().latency) {
    failed += row.parity == "failed" || row.parity == "error";
    if (row.parity == "passed" && !std::isnan(row.p50_ms) &&
        (fastest == nullptr || row.p50_ms < fastest->p50_ms))
      fastest = &row;
  }
  if (fastest != nullptr)
    findings.push_back(
        {Concat("The lowest median time is ",
                Fixed(fastest->p50_ms, DecimalsOf(fastest->p50_ms, 3)), " ms a picture."),
         Concat(results.Name(fastest->model), " on ", results.Name(fastest->backend), ", ",
                fastest->threads, fastest->threads == 1 ? " thread" : " threads", ", tier ",
                fastest->tier, ", among the runtimes that gave the reference's answers.")});
  if (failed > 0)
    findings.push_back(
        {Concat(failed, failed == 1 ? " latency row has" : " latency rows have", " no time."),
         "The runtime did not give the reference's answers, or died: a wrong answer "
         "has no speed."});
}

void AddOrderCautions(const Results& results, std::vector<Statement>& cautions) {
  for (const std::string& corpus : results.corpora()) {
    std::vector<const Estimate*> rows;
    for (const std::string& detector : results.Tested())
      if (const Estimate* auc = results.Find(detector, corpus, "all", "auc");
          auc != nullptr && !std::isnan(auc->value))
        rows.push_back(auc);
    std::ranges::stable_sort(rows, std::greater<>(), &Estimate::value);
    if (rows.size() < 2 || rows[0]->low > rows[1]->high) continue;
    cautions.push_back({"That " + results.Name(rows[0]->detector) + " is better than " +
                            results.Name(rows[1]->detector) + On(results, corpus) + ".",
                        "Their intervals overlap, and only a paired test could tell."});
  }
}

void AddScopeCautions(const Results& results, std::vector<Statement>& cautions) {
  for (const std::string& corpus : results.corpora()) {
    const std::vector<std::string> methods = results.Values(corpus, "method");
    cautions.push_back({"Anything about pictures from elsewhere.",
                        "The pictures are those of the corpus " + corpus +
                            (methods.empty() ? "" : ", its fakes those of " + List(methods)) +
                            ". Other people, cameras, platforms and methods may give other "
                            "numbers."});
  }
  cautions.push_back({"That a flagged picture is a fake, or a cleared one genuine.",
                      "The rates hold for many pictures, not for one."});
  cautions.push_back({"How much another seed would change.",
                      "The intervals are about other people, not about drawing the corpus or "
                      "training the detector again."});
}

void AddTimeCautions(const Results& results, std::vector<Statement>& cautions) {
  const bool smoke = std::ranges::any_of(results.input().latency,
                                         [](const LatencyRow& row) { return row.tier == "smoke"; });
  if (smoke)
    cautions.push_back({"Which runtime is faster.",
                        "Times of tier smoke show that the harness works on this machine; they do "
                        "not rank runtimes."});
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
  conclusions.control_sentence = ControlSentence(results);
  if (conclusions.controls != ControlsState::kFailed) {
    AddDetectorFindings(results, conclusions.findings);
    AddLatencyFindings(results, conclusions.findings);
  } else {
    conclusions.cautions.push_back(
        {"Anything at all about the detectors.",
         "The tables are printed so that the fault can be found, not so that they can be quoted."});
  }
  if (!results.corpora().empty()) {
    AddOrderCautions(results, conclusions.cautions);
    AddScopeCautions(results, conclusions.cautions);
  }
  AddTimeCautions(results, conclusions.cautions);
  return conclusions;
}

}  // namespace swapbench::report
