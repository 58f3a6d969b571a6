// SPDX-License-Identifier: Apache-2.0
/// Positive predictive value: of the images called fake at the frozen threshold, the share that
/// is, were `prevalence` of all images fake. Bayes' rule on the miss and false-alarm rates.
#include "stats/weights.h"

namespace swapbench {
namespace {

struct PpvOptions {
  double prevalence = .01;
  template <class V>
  void Describe(V& v) {
    v("prevalence", prevalence, "share of fakes among the images that will be examined",
      Between{0, 1});
  }
};

class Ppv : public Metric {
 public:
  explicit Ppv(const PpvOptions& options) : options_(options) {}

  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    const ErrorRates rates = RatesAtThreshold(ranking, weight);
    const double caught = options_.prevalence * (1 - rates.miss);
    const double accused = (1 - options_.prevalence) * rates.false_alarm;
    return caught + accused > 0 ? caught / (caught + accused) : kUndefined;
  }
  bool needs_threshold() const override { return true; }

 private:
  PpvOptions options_;
};

}  // namespace

void Register_ppv(MetricRegistry& registry) {
  registry.Add<PpvOptions>(
      "ppv", "of the images called fake, the share that is, at a stated prevalence of fakes",
      [](const PpvOptions& options) { return std::make_unique<Ppv>(options); });
}

}  // namespace swapbench
