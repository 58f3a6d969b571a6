// SPDX-License-Identifier: Apache-2.0
/// Average precision as scikit-learn defines it: the sum over tie groups, from the highest score
/// down, of (recall gained) * (precision reached), without interpolation.
#include "stats/weights.h"

namespace swapbench {
namespace {

class AveragePrecision : public Metric {
 public:
  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    const ClassWeights all = TotalWeights(ranking, weight);
    if (!all.both()) return kUndefined;
    double sum = 0, caught = 0;
    WalkRoc(ranking, weight, [&](const ClassWeights& called) {
      if (called.fake > caught)
        sum += (called.fake - caught) * called.fake / (called.fake + called.real);
      caught = called.fake;
      return true;
    });
    return sum / all.fake;
  }
};

}  // namespace

void Register_ap(MetricRegistry& registry) {
  registry.Add<NoOptions>("ap",
                          "average precision, scikit-learn's definition; depends on the share of "
                          "fakes in the table",
                          [](const NoOptions&) { return std::make_unique<AveragePrecision>(); });
}

}  // namespace swapbench
