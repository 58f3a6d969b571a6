// SPDX-License-Identifier: Apache-2.0
/// Answers 0 at once: what remains is the cost of the harness.
#include "backend/backend.h"

namespace swapbench {
namespace {

class NullBackend : public Backend {
 public:
  BackendTraits traits() const override { return {"nothing", "fp32", 1, true}; }
  std::vector<float> Run(const TensorView& nchw) override {
    return std::vector<float>(static_cast<size_t>(nchw.shape[0]), 0.f);
  }
};

}  // namespace

void Register_null(BackendRegistry& registry) {
  registry.Add<NoOptions>(
      "null", "control: answers 0 without computing anything",
      [](const NoOptions&, const Model&) { return std::make_unique<NullBackend>(); });
}

}  // namespace swapbench
