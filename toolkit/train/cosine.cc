// SPDX-License-Identifier: Apache-2.0
/// Half a cosine (Loshchilov and Hutter 2017, equation 5, without restarts).
#include <cmath>
#include <numbers>

#include "train/registries.h"

namespace swapbench {
namespace {

class Cosine : public Schedule {
 public:
  double Share(double done) const override { return .5 * (1 + std::cos(std::numbers::pi * done)); }
};

}  // namespace

void Register_cosine(TrainRegistries& registries) {
  registries.schedules.Add<NoOptions>("cosine", "half a cosine from the peak down to 0",
                                      [](const NoOptions&) { return std::make_unique<Cosine>(); });
}

}  // namespace swapbench
