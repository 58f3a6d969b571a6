// SPDX-License-Identifier: Apache-2.0
/// Equal error rate: where false-alarm rate and miss rate meet. Convention: consecutive points of
/// the ROC (one after each tie group) are joined by straight lines, and the crossing of that line
/// with miss = false alarm is the answer, as in brentq(1 - x - interp1d(fpr, tpr)(x)) on
/// scikit-learn's roc_curve.
#include "stats/weights.h"

namespace swapbench {
namespace {

class Eer : public Metric {
 public:
  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    const ClassWeights all = TotalWeights(ranking, weight);
    if (!all.both()) return kUndefined;
    double false_alarm = 0, gap = 1, answer = kUndefined;  // gap = miss - false alarm
    WalkRoc(ranking, weight, [&](const ClassWeights& called) {
      const double next_false_alarm = called.real / all.real;
      const double next_gap = 1 - called.fake / all.fake - next_false_alarm;
      if (next_gap > 0) {
        false_alarm = next_false_alarm;
        gap = next_gap;
        return true;
      }
      answer = false_alarm + (next_false_alarm - false_alarm) * gap / (gap - next_gap);
      return false;
    });
    return answer;
  }
  bool chance_is_half() const override { return true; }
  bool higher_is_better() const override { return false; }
};

}  // namespace

void Register_eer(MetricRegistry& registry) {
  registry.Add<NoOptions>(
      "eer", "equal error rate: where misses and false alarms meet on the interpolated ROC",
      [](const NoOptions&) { return std::make_unique<Eer>(); });
}

}  // namespace swapbench
