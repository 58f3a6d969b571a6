// SPDX-License-Identifier: Apache-2.0
#include "stats/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/parallel.h"
#include "core/rng.h"
#include "stats/weights.h"

namespace swapbench {
namespace {

constexpr uint32_t kNone = 0xFFFFFFFF;

std::string Key(const std::string& kind, const std::string& a, const std::string& b,
                const std::string& c = "") {
  const char separator = '\x1F';
  return kind + separator + a + separator + b + separator + c;
}

/// Numbers names in order of appearance.
class Numbering {
 public:
  uint32_t Of(std::string name) {
    return numbers_.emplace(std::move(name), static_cast<uint32_t>(numbers_.size())).first->second;
  }
  size_t size() const { return numbers_.size(); }
  /// Old number to the rank of its name.
  std::vector<uint32_t> Ranks() const {
    std::vector<const std::pair<const std::string, uint32_t>*> sorted;
    for (const auto& entry : numbers_) sorted.push_back(&entry);
    std::ranges::sort(sorted, {}, [](const auto* entry) { return entry->first; });
    std::vector<uint32_t> rank(sorted.size());
    for (size_t i = 0; i < sorted.size(); ++i) rank[sorted[i]->second] = static_cast<uint32_t>(i);
    return rank;
  }

 private:
  std::unordered_map<std::string, uint32_t> numbers_;
};

/// The dataset in whose names a row's identities are written.
class IdentityDatasets {
 public:
  explicit IdentityDatasets(const ScoreTable& table) {
    for (const ScoreRow& row : table.rows) dataset_of_.emplace(row.id, &row.dataset);
  }
  const std::string& Of(const ScoreRow& row) const {
    const auto twin = row.twin.empty() ? dataset_of_.end() : dataset_of_.find(row.twin);
    return twin == dataset_of_.end() ? row.dataset : *twin->second;
  }

 private:
  std::unordered_map<std::string_view, const std::string*> dataset_of_;
};

struct Unknowns {
  size_t rows = 0, by_clip = 0, by_row = 0, sources = 0;

  std::string Note() const {
    std::string note;
    const auto add = [&](size_t count, const char* text) {
      if (count == 0) return;
      note += (note.empty() ? "" : "; ") + Concat(text, " (", count, " of ", rows, " rows)");
    };
    add(by_clip, "identity unknown, so the clip is the unit");
    add(by_row, "identity and clip unknown, so the row is the unit and the interval too narrow");
    add(sources, "source unknown, so only the target is drawn");
    return note;
  }
};

}  // namespace

Units FindUnits(const ScoreTable& table, const Ranking& ranking) {
  const IdentityDatasets datasets(table);
  Numbering numbers;
  Units units;
  Unknowns unknown;
  unknown.rows = ranking.size();
  for (const uint32_t index : ranking.row) {
    const ScoreRow& row = table.rows[index];
    const std::string& dataset = datasets.Of(row);
    std::array<uint32_t, 2> of = {kNone, kNone};
    if (!row.target.empty()) {
      of[0] = numbers.Of(Key("identity", dataset, row.target));
      if (row.fake && row.source.empty()) ++unknown.sources;
      if (row.fake && !row.source.empty() && row.source != row.target)
        of[1] = numbers.Of(Key("identity", dataset, row.source));
    } else if (!row.clip.empty()) {
      of[0] = numbers.Of(Key("clip", row.dataset, row.method, row.clip));
      ++unknown.by_clip;
    } else {
      of[0] = numbers.Of(Key("row", row.dataset, row.id));
      ++unknown.by_row;
    }
    units.of.push_back(of);
  }
  units.count = numbers.size();
  units.note = unknown.Note();
  const std::vector<uint32_t> rank = numbers.Ranks();
  for (auto& of : units.of)
    for (uint32_t& unit : of)
      unit = unit == kNone ? static_cast<uint32_t>(units.count) : rank[unit];
  return units;
}

std::string FewUnitsNote(size_t behind, size_t drawn) {
  constexpr size_t kFew = 10;
  if (behind >= kFew) return "";
  return Concat("only ", behind,
                " independent units: ", drawn < 2 ? "no interval" : "the interval is unreliable");
}

std::vector<double> DrawUnits(size_t count, uint64_t seed, size_t replicate) {
  Rng rng(seed, "stats/bootstrap", replicate);
  std::vector<double> weight(count + 1, 0.);
  for (size_t draw = 0; draw < count; ++draw)
    ++weight[static_cast<size_t>(rng.Integer(0, static_cast<int64_t>(count) - 1))];
  weight[count] = 1;
  return weight;
}

std::vector<double> RowWeights(const Units& units, std::span<const double> unit_weight) {
  std::vector<double> weight;
  weight.reserve(units.of.size());
  for (const auto& [first, second] : units.of)
    weight.push_back(unit_weight[first] * unit_weight[second]);
  return weight;
}

Replicates Bootstrap(
    size_t units, size_t statistics, const BootstrapOptions& options,
    const std::function<void(std::span<const double>, std::span<double>)>& evaluate) {
  Check(options.replicates > 0, "A bootstrap needs at least one replicate.");
  const size_t count = options.replicates;
  Replicates values(statistics, std::vector<double>(count));
  ParallelFor(count, options.threads, [&](size_t replicate) {
    const std::vector<double> weight = DrawUnits(units, options.seed, replicate);
    std::vector<double> row(statistics, kUndefined);
    evaluate(weight, row);
    for (size_t k = 0; k < statistics; ++k) values[k][replicate] = row[k];
  });
  return values;
}

Replicates BootstrapMetrics(const Ranking& ranking, const Units& units,
                            std::span<const Metric* const> metrics,
                            const BootstrapOptions& options) {
  return Bootstrap(units.count, metrics.size(), options,
                   [&](std::span<const double> unit_weight, std::span<double> values) {
                     const std::vector<double> weight = RowWeights(units, unit_weight);
                     for (size_t k = 0; k < metrics.size(); ++k)
                       values[k] = metrics[k]->Evaluate(ranking, weight);
                   });
}

void Recentre(std::vector<double>& replicates, double value, Range range) {
  double sum = 0;
  size_t defined = 0;
  for (const double replicate : replicates) {
    if (std::isnan(replicate)) continue;
    sum += replicate;
    ++defined;
  }
  if (defined == 0) return;
  const double bias = sum / static_cast<double>(defined) - value;
  for (double& replicate : replicates)
    if (!std::isnan(replicate)) replicate = std::clamp(replicate - bias, range.low, range.high);
}

Interval PercentileInterval(std::vector<double> values, double level) {
  const size_t all = values.size();
  std::erase_if(values, [](double value) { return std::isnan(value); });
  Interval interval{kUndefined, kUndefined, all - values.size()};
  if (values.empty() || values.size() * 2 < all) return interval;
  std::ranges::sort(values);
  const auto quantile = [&](double p) {  // type 7 of Hyndman and Fan 1996
    const double position = p * static_cast<double>(values.size() - 1);
    const size_t below = static_cast<size_t>(position);
    const size_t above = std::min(below + 1, values.size() - 1);
    return std::lerp(values[below], values[above], position - static_cast<double>(below));
  };
  interval.low = quantile((1 - level) / 2);
  interval.high = quantile((1 + level) / 2);
  return interval;
}

}  // namespace swapbench
