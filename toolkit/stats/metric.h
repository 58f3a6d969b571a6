// SPDX-License-Identifier: Apache-2.0
/// One slice of a score table, sorted once, and the metrics that are evaluated on it again and
/// again with weights.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/registry.h"
#include "stats/scores.h"

namespace swapbench {

/// Scored rows in order of ascending score. Ties share a group.
struct Ranking {
  std::vector<double> score;        // ascending
  std::vector<uint8_t> fake;        // 1 = fake
  std::vector<uint32_t> group_end;  // one past the last row of each tie group
  std::vector<uint32_t> row;        // index into the table the ranking was made from
  double threshold = std::numeric_limits<double>::quiet_NaN();  // frozen beforehand; score >=
                                                                // threshold is called fake
  size_t refused_real = 0, refused_fake = 0;                    // rows without a score

  size_t size() const { return score.size(); }
};

/// `rows`: indices of the slice. Refused rows are counted, not ranked. Ties are ordered by id, so
/// that the order of the table cannot matter.
Ranking MakeRanking(const ScoreTable& table, std::span<const uint32_t> rows, double threshold);

/// The other way of counting refusals: a refused real is ranked above, a refused fake below every
/// score (at plus and minus infinity), which is an error under any threshold.
Ranking MakeRankingWithErrors(const ScoreTable& table, std::span<const uint32_t> rows,
                              double threshold);

size_t CountFakes(const Ranking& ranking);

/// Whose rows a metric looks at.
enum class Judges { kBoth, kFakes, kReals };

/// Pure. `weight` runs parallel to the ranking; all ones give the estimate itself, integer weights
/// what repeated rows would give. In [0, 1]; NaN where undefined (one class without weight).
class Metric {
 public:
  virtual ~Metric() = default;
  virtual double Evaluate(const Ranking& ranking, std::span<const double> weight) const = 0;
  /// "" where the metric may be printed for this ranking; else why not, or with what caution.
  virtual std::string Caution(const Ranking& /*ranking*/) const { return ""; }
  /// False where too few rows stand behind it to print a number at all; Caution says why.
  virtual bool printable(const Ranking& /*ranking*/) const { return true; }
  virtual Judges judges() const { return Judges::kBoth; }
  virtual bool needs_threshold() const { return false; }
  /// False where the metric is also defined with only fakes (miss rate) or only reals.
  bool needs_both_classes() const { return judges() == Judges::kBoth; }
  /// True where a chance-level detector gives exactly .5 (used to judge controls).
  virtual bool chance_is_half() const { return false; }
  /// True where larger is better.
  virtual bool higher_is_better() const { return true; }
};

using MetricRegistry = Registry<Metric>;
const MetricRegistry& Metrics();

}  // namespace swapbench
