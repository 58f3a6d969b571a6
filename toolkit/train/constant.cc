// SPDX-License-Identifier: Apache-2.0
#include "train/registries.h"

namespace swapbench {
namespace {

class Constant : public Schedule {
 public:
  double Share(double) const override { return 1; }
};

}  // namespace

void Register_constant(TrainRegistries& registries) {
  registries.schedules.Add<NoOptions>("constant", "the peak to the end", [](const NoOptions&) {
    return std::make_unique<Constant>();
  });
}

}  // namespace swapbench
