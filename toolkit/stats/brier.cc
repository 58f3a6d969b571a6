// SPDX-License-Identifier: Apache-2.0
/// Brier score: mean squared distance between the stated probability of "fake" and the truth. A
/// score is read as a logit (the toolkit's networks), or as a probability where asked.
#include <algorithm>
#include <cmath>

#include "core/stable_math.h"
#include "stats/weights.h"

namespace swapbench {
namespace {

struct BrierOptions {
  std::string scale = "logit";
  template <class V>
  void Describe(V& v) {
    v("scale", scale, "what a score is: a logit, or the probability of fake itself",
      OneOf{{"logit", "probability"}});
  }
};

class Brier : public Metric {
 public:
  explicit Brier(const BrierOptions& options) : logit_(options.scale == "logit") {}

  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    if (!printable(ranking)) return kUndefined;
    double sum = 0;
    for (size_t i = 0; i < ranking.size(); ++i) {
      const double error = Probability(ranking.score[i]) - ranking.fake[i];
      sum += weight[i] * error * error;
    }
    const ClassWeights all = TotalWeights(ranking, weight);
    return all.both() ? sum / (all.real + all.fake) : kUndefined;
  }
  std::string Caution(const Ranking& ranking) const override {
    if (!printable(ranking)) return "refused: a score lies outside [0, 1]: no probability";
    return logit_ && InUnitInterval(ranking)
               ? "all scores lie in [0, 1]: if they are probabilities, ask for "
                 "brier:scale=probability"
               : "";
  }
  bool printable(const Ranking& ranking) const override {
    return logit_ || InUnitInterval(ranking);
  }
  bool higher_is_better() const override { return false; }

 private:
  double Probability(double score) const {
    return logit_ ? 1 / (1 + stable::Exp(-score)) : std::clamp(score, 0., 1.);
  }
  /// Infinities stand for refusals counted as errors.
  static bool InUnitInterval(const Ranking& ranking) {
    return std::ranges::all_of(ranking.score,
                               [](double s) { return std::isinf(s) || (s >= 0 && s <= 1); });
  }

  bool logit_;
};

}  // namespace

void Register_brier(MetricRegistry& registry) {
  registry.Add<BrierOptions>(
      "brier", "mean squared error of the stated probability (a score is read as a logit)",
      [](const BrierOptions& options) { return std::make_unique<Brier>(options); });
}

}  // namespace swapbench
