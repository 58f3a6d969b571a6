// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/text.h"
#include "report/format.h"
#include "report/statements.h"

namespace swapbench::report {
namespace {

std::string Printed(const Estimate& row) { return WithInterval(row.value, row.low, row.high); }

Statement ChanceFinding(const Results& results, const std::string& detector,
                        const std::string& corpus) {
  const Estimate* auc = results.Find(detector, corpus, "all", "auc");
  const std::optional<bool> beats = BeatsChance(results, detector, corpus);
  const std::string name = results.Name(detector) + results.On(corpus);
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

bool IsScored(const Results& results, const std::string& detector, const std::string& corpus) {
  return std::ranges::any_of(results.input().estimates, [&](const Estimate& row) {
    return row.detector == detector && row.corpus == corpus;
  });
}

void AddDetectorFindings(const Results& results, std::vector<Statement>& findings) {
  for (const std::string& corpus : results.corpora())
    for (const std::string& detector : results.Tested()) {
      if (!IsScored(results, detector, corpus)) continue;
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

}  // namespace

std::vector<Statement> Findings(const Results& results) {
  std::vector<Statement> findings;
  AddDetectorFindings(results, findings);
  AddLatencyFindings(results, findings);
  return findings;
}

}  // namespace swapbench::report
