// SPDX-License-Identifier: Apache-2.0
/// As Self-Blended Images (Shiohara and Yamasaki 2022) trains: the peak, then a straight line to 0.
#include "train/registries.h"

namespace swapbench {
namespace {

struct LinearOptions {
  double from = .75;

  template <class V>
  void Describe(V& v) {
    v("from", from, "share of the training after which the step size falls", Between{0, 1});
  }
};

class Linear : public Schedule {
 public:
  explicit Linear(const LinearOptions& options) : from_(options.from) {}
  double Share(double done) const override { return done <= from_ ? 1 : (1 - done) / (1 - from_); }

 private:
  double from_;
};

}  // namespace

void Register_linear(TrainRegistries& registries) {
  registries.schedules.Add<LinearOptions>(
      "linear", "the peak, then a straight line to 0",
      [](const LinearOptions& options) { return std::make_unique<Linear>(options); });
}

}  // namespace swapbench
