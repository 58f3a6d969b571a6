// SPDX-License-Identifier: Apache-2.0
/// Share of fakes caught at the lowest threshold that keeps the false-alarm rate at or below `fpr`
/// (conservative: no interpolation between the steps of the ROC). A small rate is only as certain
/// as the number of reals behind it: printed from 30 reals expected above the threshold, greyed
/// from 3, refused below.
#include "stats/weights.h"

namespace swapbench {
namespace {

constexpr double kEnough = 30, kTooFew = 3;

struct TprAtFprOptions {
  double fpr = .01;
  template <class V>
  void Describe(V& v) {
    v("fpr", fpr, "highest false-alarm rate allowed", Between{0, 1});
  }
};

class TprAtFpr : public Metric {
 public:
  explicit TprAtFpr(const TprAtFprOptions& options) : options_(options) {}

  double Evaluate(const Ranking& ranking, std::span<const double> weight) const override {
    const ClassWeights all = TotalWeights(ranking, weight);
    if (!all.both()) return kUndefined;
    double caught = 0;
    WalkRoc(ranking, weight, [&](const ClassWeights& called) {
      if (called.real / all.real > options_.fpr) return false;
      caught = called.fake;
      return true;
    });
    return caught / all.fake;
  }
  std::string Caution(const Ranking& ranking) const override {
    const double expected = Expected(ranking);
    if (expected >= kEnough) return "";
    return Concat(expected >= kTooFew ? "greyed: " : "refused: ", "only ", ToText(expected), " of ",
                  ranking.size() - CountFakes(ranking),
                  " reals are expected above this threshold (printed from 30, refused below 3)");
  }
  bool printable(const Ranking& ranking) const override { return Expected(ranking) >= kTooFew; }

 private:
  double Expected(const Ranking& ranking) const {
    return static_cast<double>(ranking.size() - CountFakes(ranking)) * options_.fpr;
  }

  TprAtFprOptions options_;
};

}  // namespace

void Register_tpr_at_fpr(MetricRegistry& registry) {
  registry.Add<TprAtFprOptions>(
      "tpr_at_fpr", "share of fakes caught while at most this share of reals is accused",
      [](const TprAtFprOptions& options) { return std::make_unique<TprAtFpr>(options); });
}

}  // namespace swapbench
