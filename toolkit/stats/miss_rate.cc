// SPDX-License-Identifier: Apache-2.0
/// Share of fakes that pass as real at the frozen threshold (APCER in ISO/IEC 30107-3).
#include "stats/weights.h"

namespace swapbench {
namespace {

class MissRate : public Metric {
 public:
  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    return RatesAtThreshold(ranking, weight).miss;
  }
  Judges judges() const override { return Judges::kFakes; }
  bool needs_threshold() const override { return true; }
  bool higher_is_better() const override { return false; }
};

}  // namespace

void Register_miss_rate(MetricRegistry& registry) {
  registry.Add<NoOptions>("miss_rate", "share of fakes that pass as real at the frozen threshold",
                          [](const NoOptions&) { return std::make_unique<MissRate>(); });
}

}  // namespace swapbench
