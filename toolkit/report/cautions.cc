// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/spec.h"
#include "core/text.h"
#include "report/format.h"
#include "report/statements.h"

namespace swapbench::report {
namespace {

struct PairedTest {
  double difference, p;  // of the first detector minus the second; adjusted after Holm
  bool decides;
};

// Whichever way round it was made.
std::optional<PairedTest> FindPairedTest(const Results& results, const Estimate& first,
                                         const Estimate& second) {
  for (const Estimate* row : results.All(first.corpus, "auc", "paired")) {
    const auto& args = results.Metric(*row).args;
    const auto minus = args.find("minus");
    const double p = HolmP(*row);
    if (minus == args.end() || std::isnan(p)) continue;
    const std::string other = Unbracketed(minus->second);
    const bool decides = p + row->level < 1;
    if (row->detector == first.detector && other == second.detector)
      return PairedTest{row->value, p, decides};
    if (row->detector == second.detector && other == first.detector)
      return PairedTest{-row->value, p, decides};
  }
  return {};
}

// Why two detectors whose intervals overlap have no order; "" where a paired test gives them one.
std::string WhyNotOrdered(const Results& results, const Estimate& first, const Estimate& second) {
  const std::optional<PairedTest> test = FindPairedTest(results, first, second);
  if (!test) return "Their intervals overlap, and only a paired test could tell.";
  const std::string p =
      " (p = " + Fixed(test->p, DecimalsOf(test->p, 2)) + " after Holm's correction).";
  if (!test->decides)
    return "Their intervals overlap, and the paired test on the same people does not decide" + p;
  return test->difference > 0
             ? ""
             : "On the pictures that both scored, the paired test says the opposite" + p;
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
    const std::string why = WhyNotOrdered(results, *rows[0], *rows[1]);
    if (!why.empty())
      cautions.push_back({"That " + results.Name(rows[0]->detector) + " is better than " +
                              results.Name(rows[1]->detector) + results.On(corpus) + ".",
                          why});
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

}  // namespace

std::vector<Statement> Cautions(const Results& results) {
  std::vector<Statement> cautions;
  if (!results.corpora().empty()) {
    AddOrderCautions(results, cautions);
    AddScopeCautions(results, cautions);
  }
  AddTimeCautions(results, cautions);
  return cautions;
}

}  // namespace swapbench::report
