// SPDX-License-Identifier: Apache-2.0
/// Answers 0 at once: what remains is the cost of the harness.
#include "backend/backend.h"

namespace swapbench {
namespace {

class NullBackend : public Backend {
 public:
  explicit NullBackend(Answer answer) : answer_(answer) {}
  BackendTraits traits() const override { return {"nothing", "fp32", 1, true}; }
  std::vector<float> Run(const TensorView& nchw) override {
    return std::vector<float>(CountNumbers(answer_, nchw), 0.f);
  }

 private:
  Answer answer_;
};

}  // namespace

void Register_null(BackendRegistry& registry) {
  registry.Add<NoOptions>("null", "control: answers 0 without computing anything",
                          [](const NoOptions&, const Model& model) {
                            return std::make_unique<NullBackend>(model.info.answer);
                          });
}

}  // namespace swapbench
