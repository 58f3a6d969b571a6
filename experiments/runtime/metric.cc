// SPDX-License-Identifier: Apache-2.0
/// Every metric once on a table of the given number of rows, and the sorting that all share.
#include "stats/metric.h"

#include <benchmark/benchmark.h>

#include <numeric>

#include "core/rng.h"

namespace swapbench {
namespace {

ScoreTable RandomScores(size_t rows) {
  Rng rng(1, "benchmark/metric");
  ScoreTable table;
  table.rows.resize(rows);
  for (ScoreRow& row : table.rows) {
    row.fake = rng.Chance(.5);
    row.score = rng.Normal() + (row.fake ? 1 : 0);
  }
  return table;
}

std::vector<uint32_t> AllRows(const ScoreTable& table) {
  std::vector<uint32_t> rows(table.rows.size());
  std::iota(rows.begin(), rows.end(), 0u);
  return rows;
}

void Rank(benchmark::State& state) {
  const ScoreTable table = RandomScores(static_cast<size_t>(state.range(0)));
  const std::vector<uint32_t> rows = AllRows(table);
  for (auto _ : state) benchmark::DoNotOptimize(MakeRanking(table, rows, .5));
}

void Evaluate(benchmark::State& state, const std::string& metric) {
  const ScoreTable table = RandomScores(static_cast<size_t>(state.range(0)));
  const Ranking ranking = MakeRanking(table, AllRows(table), .5);
  const std::vector<double> weight(table.rows.size(), 1);
  const auto evaluated = Metrics().Make(Spec{metric, {}});
  for (auto _ : state) benchmark::DoNotOptimize(evaluated->Evaluate(ranking, weight));
}

const int registered = [] {
  benchmark::RegisterBenchmark("Rank", Rank)->Arg(1200)->Arg(100000);
  for (const std::string& metric : Metrics().names())
    benchmark::RegisterBenchmark(("Evaluate/" + metric).c_str(), Evaluate, metric)
        ->Arg(1200)
        ->Arg(100000);
  return 0;
}();

}  // namespace
}  // namespace swapbench
