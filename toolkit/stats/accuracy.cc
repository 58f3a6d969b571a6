// SPDX-License-Identifier: Apache-2.0
/// Share of rows called right at the frozen threshold: plain, so it depends on the share of fakes.
#include "stats/weights.h"

namespace swapbench {
namespace {

class Accuracy : public Metric {
 public:
  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    const ErrorRates rates = RatesAtThreshold(ranking, weight);
    const ClassWeights all = TotalWeights(ranking, weight);
    return 1 - (rates.miss * all.fake + rates.false_alarm * all.real) / (all.fake + all.real);
  }
  bool needs_threshold() const override { return true; }
};

}  // namespace

void Register_accuracy(MetricRegistry& registry) {
  registry.Add<NoOptions>("accuracy", "share of rows called right at the frozen threshold",
                          [](const NoOptions&) { return std::make_unique<Accuracy>(); });
}

}  // namespace swapbench
