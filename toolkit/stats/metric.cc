// SPDX-License-Identifier: Apache-2.0
#include "stats/metric.h"

#include <algorithm>
#include <numeric>

namespace swapbench {
namespace {

struct Entry {
  double score;
  uint32_t row;
};

Ranking Sorted(const ScoreTable& table, std::vector<Entry> entries, double threshold) {
  std::ranges::sort(entries, [&](const Entry& a, const Entry& b) {
    return a.score != b.score ? a.score < b.score : table.rows[a.row].id < table.rows[b.row].id;
  });
  Ranking ranking;
  ranking.threshold = threshold;
  for (size_t i = 0; i < entries.size(); ++i) {
    ranking.score.push_back(entries[i].score);
    ranking.fake.push_back(table.rows[entries[i].row].fake ? 1 : 0);
    ranking.row.push_back(entries[i].row);
    if (i + 1 == entries.size() || entries[i + 1].score != entries[i].score)
      ranking.group_end.push_back(static_cast<uint32_t>(i + 1));
  }
  return ranking;
}

}  // namespace

Ranking MakeRanking(const ScoreTable& table, std::span<const uint32_t> rows, double threshold) {
  std::vector<Entry> entries;
  size_t refused[2] = {0, 0};
  for (const uint32_t row : rows) {
    const ScoreRow& record = table.rows[row];
    if (record.outcome == Outcome::kScored) entries.push_back({record.score, row});
    else ++refused[record.fake ? 1 : 0];
  }
  Ranking ranking = Sorted(table, std::move(entries), threshold);
  ranking.refused_real = refused[0];
  ranking.refused_fake = refused[1];
  return ranking;
}

Ranking MakeRankingWithErrors(const ScoreTable& table, std::span<const uint32_t> rows,
                              double threshold) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<Entry> entries;
  for (const uint32_t row : rows) {
    const ScoreRow& record = table.rows[row];
    const double wrong = record.fake ? -kInfinity : kInfinity;
    entries.push_back({record.outcome == Outcome::kScored ? record.score : wrong, row});
  }
  return Sorted(table, std::move(entries), threshold);
}

size_t CountFakes(const Ranking& ranking) {
  return std::accumulate(ranking.fake.begin(), ranking.fake.end(), size_t{0});
}

#define SWAPBENCH_PLUGIN(word) void Register_##word(MetricRegistry&);
#include "stats/plugins.def"
#undef SWAPBENCH_PLUGIN

const MetricRegistry& Metrics() {
  static const MetricRegistry registry = [] {
    MetricRegistry all("metric");
#define SWAPBENCH_PLUGIN(word) Register_##word(all);
#include "stats/plugins.def"
#undef SWAPBENCH_PLUGIN
    return all;
  }();
  return registry;
}

}  // namespace swapbench
