// SPDX-License-Identifier: Apache-2.0
#include "detect/join.h"

#include <algorithm>
#include <unordered_map>

#include "core/error.h"

namespace swapbench {

JoinedScores JoinScores(const ScoreTable& given, const Dataset& dataset,
                        const std::vector<std::string>& splits) {
  std::unordered_map<std::string, const ScoreRow*> by_id;
  for (const ScoreRow& row : given.rows) by_id.emplace(row.id, &row);

  JoinedScores joined{given, {}, {}};
  joined.table.rows.clear();
  for (size_t i = 0; i < dataset.size(); ++i) {
    const SampleInfo& info = dataset.info(i);
    const auto found = by_id.find(info.id);
    const bool wanted = splits.empty() || std::ranges::find(splits, info.split) != splits.end();
    if (found == by_id.end()) {
      if (wanted) joined.missing.push_back(info.id);
      continue;
    }
    const ScoreRow& theirs = *found->second;
    by_id.erase(found);
    if (!wanted) continue;
    ScoreRow row = MakeScoreRow(info);
    Check(row.fake == theirs.fake, "The scores call ", info.id, " ", theirs.fake ? "fake" : "real",
          ", but the corpus says ", ToString(info.label),
          ": check that both mean the same corpus.");
    row.score = theirs.score;
    row.outcome = theirs.outcome;
    joined.table.rows.push_back(std::move(row));
  }
  for (const auto& [id, row] : by_id) joined.unknown.push_back(id);
  std::ranges::sort(joined.unknown);
  Check(!joined.table.rows.empty(), "None of the ", given.rows.size(),
        " ids of the scores is in the corpus: ids look like '",
        dataset.size() > 0 ? dataset.info(0).id : "", "' there.");
  return joined;
}

}  // namespace swapbench
