// SPDX-License-Identifier: Apache-2.0
/// Area under the ROC: P(score of a fake > score of a real) + P(equal) / 2, which is the
/// Mann-Whitney statistic with midranks.
#include "stats/weights.h"

namespace swapbench {
namespace {

class Auc : public Metric {
 public:
  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    double wins = 0;
    ClassWeights below;
    size_t begin = 0;
    for (const size_t end : ranking.group_end) {
      const ClassWeights tied = WeightsBetween(ranking, weight, begin, end);
      wins += tied.fake * (below.real + tied.real / 2);
      below.real += tied.real;
      below.fake += tied.fake;
      begin = end;
    }
    return below.both() ? wins / (below.real * below.fake) : kUndefined;
  }
  bool chance_is_half() const override { return true; }
};

}  // namespace

void Register_auc(MetricRegistry& registry) {
  registry.Add<NoOptions>("auc",
                          "area under the ROC, ties count half: how often a fake outscores a real",
                          [](const NoOptions&) { return std::make_unique<Auc>(); });
}

}  // namespace swapbench
