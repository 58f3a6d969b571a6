// SPDX-License-Identifier: Apache-2.0
#include "bench/accuracy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"
#include "stats/metric.h"

namespace swapbench {

double AucOf(std::span<const float> logits, const std::vector<bool>& fake) {
  Check(logits.size() == fake.size(), "Logits and labels must run parallel.");
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  if (!std::ranges::all_of(logits, [](float logit) { return std::isfinite(logit); }))
    return kUndefined;
  ScoreTable table;
  for (size_t i = 0; i < logits.size(); ++i) {
    ScoreRow row;
    row.fake = fake[i];
    row.score = logits[i];
    table.rows.push_back(row);
  }
  std::vector<uint32_t> rows(logits.size());
  std::iota(rows.begin(), rows.end(), 0u);
  const std::vector<double> ones(logits.size(), 1);
  return Metrics().Make(Spec{"auc", {}})->Evaluate(MakeRanking(table, rows, kUndefined), ones);
}

}  // namespace swapbench
