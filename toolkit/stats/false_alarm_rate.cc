// SPDX-License-Identifier: Apache-2.0
/// Share of genuine images accused at the frozen threshold (BPCER in ISO/IEC 30107-3).
#include "stats/weights.h"

namespace swapbench {
namespace {

class FalseAlarmRate : public Metric {
 public:
  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    return RatesAtThreshold(ranking, weight).false_alarm;
  }
  Judges judges() const override { return Judges::kReals; }
  bool needs_threshold() const override { return true; }
  bool higher_is_better() const override { return false; }
};

}  // namespace

void Register_false_alarm_rate(MetricRegistry& registry) {
  registry.Add<NoOptions>("false_alarm_rate",
                          "share of genuine images accused at the frozen threshold",
                          [](const NoOptions&) { return std::make_unique<FalseAlarmRate>(); });
}

}  // namespace swapbench
