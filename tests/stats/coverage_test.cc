// SPDX-License-Identifier: Apache-2.0
/// How often a nominal 95 % interval of the AUC holds the truth when frames share people and clips:
/// the reason why this toolkit resamples identities. 400 corpora a row, 500 replicates each.
///
/// A real frame scores person + clip + noise, a fake frame 1 + people + clip + noise with sd .7, .3
/// and .7; the people of a fake are (target + source) / sqrt(2), of a self-blend the target. Each
/// of 100 people has one real and one fake clip. The truth is the AUC over independent frames of
/// other people and clips, Phi(1 / sqrt(2 * (.49 + .09 + .49))).
#include <cmath>
#include <cstdio>

#include "core/parallel.h"
#include "stats/bootstrap.h"
#include "stats/delong.h"
#include "stats/tables.h"
#include "support.h"

namespace swapbench {
namespace {

enum class Sources { kRandomPerFake, kOnePerTarget, kSelfBlend };

constexpr int kPeople = 100, kCorpora = 400;
constexpr double kPersonSd = .7, kClipSd = .3, kFrameSd = .7, kShift = 1;

double TrueAuc() {
  const double variance = kPersonSd * kPersonSd + kClipSd * kClipSd + kFrameSd * kFrameSd;
  return std::erfc(-kShift / std::sqrt(2 * variance) / std::sqrt(2.)) / 2;
}

void AddFrame(ScoreTable& table, bool fake, int target, int source, double score) {
  ScoreRow row;
  row.id = std::to_string(table.rows.size());
  row.fake = fake;
  row.target = std::to_string(target);
  if (fake) row.source = std::to_string(source);
  row.clip = row.target;
  row.score = score;
  table.rows.push_back(row);
}

int AnotherThan(int person, Rng& rng) {
  const int other = static_cast<int>(rng.Integer(0, kPeople - 2));
  return other + (other >= person ? 1 : 0);
}

ScoreTable DrawCorpus(Sources sources, int frames, Rng rng) {
  std::vector<double> person;
  for (int i = 0; i < kPeople; ++i) person.push_back(rng.Normal(0, kPersonSd));
  const auto of = [&](int i) { return person[static_cast<size_t>(i)]; };
  // One source per target, every person once, as in FaceForensics++: the next on a ring.
  ScoreTable table;
  for (int target = 0; target < kPeople; ++target) {
    const double real_clip = rng.Normal(0, kClipSd), fake_clip = rng.Normal(0, kClipSd);
    for (int frame = 0; frame < frames; ++frame) {
      int source = (target + 1) % kPeople;
      if (sources == Sources::kRandomPerFake) source = AnotherThan(target, rng);
      if (sources == Sources::kSelfBlend) source = target;
      const double people =
          source == target ? of(target) : (of(target) + of(source)) / std::sqrt(2.);
      AddFrame(table, false, target, target, of(target) + real_clip + rng.Normal(0, kFrameSd));
      AddFrame(table, true, target, source, kShift + people + fake_clip + rng.Normal(0, kFrameSd));
    }
  }
  return table;
}

struct Coverage {
  double identity = 0, delong = 0;
};

Coverage Simulate(Sources sources, int frames) {
  std::vector<Coverage> hits(kCorpora);
  const auto auc = Metrics().Make({"auc", {}});
  const double truth = TrueAuc();
  const auto holds = [&](const Interval& interval) {
    return interval.low <= truth && truth <= interval.high ? 1. : 0.;
  };
  ParallelFor(kCorpora, 0, [&](size_t i) {
    const Rng name(7, "test/coverage", static_cast<uint64_t>(frames));
    const ScoreTable table =
        DrawCorpus(sources, frames, name.Substream(std::to_string(static_cast<int>(sources)), i));
    const Ranking ranking = Rank(table);
    const std::vector<const Metric*> metrics = {auc.get()};
    BootstrapOptions options;
    options.replicates = 500;
    options.seed = i;
    options.threads = 1;
    Replicates replicates = BootstrapMetrics(ranking, FindUnits(table, ranking), metrics, options);
    Recentre(replicates[0], auc->Evaluate(ranking, std::vector<double>(ranking.size(), 1.)), {});
    hits[i] = {holds(PercentileInterval(replicates[0], .95)),
               holds(DeLongInterval(DeLong({ranking.score}, ranking.fake), 0, .95))};
  });
  Coverage mean;
  for (const Coverage& hit : hits) {
    mean.identity += hit.identity / kCorpora;
    mean.delong += hit.delong / kCorpora;
  }
  return mean;
}

TEST(Coverage, OfTheIdentityBootstrapIsNominalWherePerFrameDeLongIsNot) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP()
      << "a simulation of minutes over lines that other tests run too: the release build has it";
#endif
  std::printf("coverage of nominal 95 %% intervals      identity bootstrap   per-frame DeLong\n");
  const std::pair<Sources, const char*> worlds[] = {
      {Sources::kRandomPerFake, "(a) a random source per fake"},
      {Sources::kOnePerTarget, "(b) one source per target"},
      {Sources::kSelfBlend, "(c) self-blends"}};
  for (const auto& [sources, name] : worlds)
    for (const int frames : {10, 30}) {
      const Coverage coverage = Simulate(sources, frames);
      std::printf("%-28s %2d frames   %18.3f   %16.3f\n", name, frames, coverage.identity,
                  coverage.delong);
      std::fflush(stdout);
      EXPECT_GE(coverage.identity, .92) << name << ", " << frames << " frames";
      if (sources == Sources::kOnePerTarget) {
        EXPECT_LT(coverage.delong, .85) << name << ", " << frames << " frames";
        continue;  // conservative, see stats/bootstrap.h
      }
      EXPECT_LE(coverage.identity, .99) << name << ", " << frames << " frames";
      if (sources == Sources::kRandomPerFake) {
        EXPECT_LT(coverage.delong, .85) << name << ", " << frames << " frames";
      }
    }
}

}  // namespace
}  // namespace swapbench
