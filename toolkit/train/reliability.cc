// SPDX-License-Identifier: Apache-2.0
#include "train/reliability.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "stats/bound.h"

namespace swapbench {
namespace {

constexpr double kLevel = .95;

/// Records of one class, and those among them that count.
class Tally {
 public:
  void Add(const std::string& group, bool counts) {
    ++rate_.of;
    rate_.count += counts;
    groups_.insert(group);
  }
  Rate Result() const {
    Rate rate = rate_;
    rate.groups = groups_.size();
    const Interval interval = ExactInterval(rate.count, rate.of, rate.groups, kLevel);
    rate.low = interval.low;
    rate.high = interval.high;
    return rate;
  }

 private:
  Rate rate_;
  std::set<std::string> groups_;
};

std::string GroupOf(const SampleInfo& info) {
  if (!info.target.empty()) return info.target;
  return info.clip.empty() ? info.id : info.clip;
}

/// The share p of fakes among records of which fakes are `weight` times as common as they should
/// be.
double Reweighted(double p, double weight) { return p / (p + (1 - p) * weight); }

struct BinTally {
  Tally fakes;
  double probability = 0;

  ReliabilityBin Result(double weight) const {
    const Rate rate = fakes.Result();
    ReliabilityBin bin;
    if (rate.of == 0) return bin;
    const auto of = static_cast<double>(rate.of);
    bin.reals = rate.of - rate.count;
    bin.fakes = rate.count;
    bin.probability = probability / of;
    bin.share = Reweighted(static_cast<double>(rate.count) / of, weight);
    bin.low = Reweighted(rate.low, weight);
    bin.high = Reweighted(rate.high, weight);
    return bin;
  }
};

}  // namespace

Reliability MeasureReliability(const Dataset& dataset, const TrainingRows& rows,
                               const Answers& answers, const ModelInfo& info) {
  const size_t rows_per_record = rows.MakesFakes() ? 2 : 1;
  Tally reals, fakes;
  std::array<BinTally, 10> bins;
  for (size_t i = 0; i < answers.logits.size(); ++i) {
    const std::string group = GroupOf(dataset.info(rows.validation.at(i / rows_per_record)));
    const bool called_fake = answers.logits[i] >= info.threshold;
    if (answers.fake[i]) fakes.Add(group, !called_fake);
    else reals.Add(group, called_fake);
    const double probability = Calibrated(answers.logits[i], info.temperature);
    BinTally& bin = bins[BinOf(probability)];
    bin.fakes.Add(group, answers.fake[i]);
    bin.probability += probability;
  }
  Reliability reliability;
  reliability.level = kLevel;
  reliability.false_alarms = reals.Result();
  reliability.misses = fakes.Result();
  const double weight =
      static_cast<double>(reliability.misses.of) / static_cast<double>(reliability.false_alarms.of);
  std::ranges::transform(bins, reliability.bins.begin(),
                         [&](const BinTally& bin) { return bin.Result(weight); });
  reliability.tested = DescribeTested(dataset, rows.validation);
  if (rows.MakesFakes()) reliability.tested.methods = {rows.made_by};
  return reliability;
}

}  // namespace swapbench
