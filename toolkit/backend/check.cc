// SPDX-License-Identifier: Apache-2.0
/// Two runtimes side by side: answers of the first, and an Error where the second disagrees.
#include "backend/backend.h"
#include "backend/parity.h"
#include "core/build_info.h"

namespace swapbench {
namespace {

struct CheckOptions {
  Spec a{GetBuildInfo().with_torch ? "torch" : "opencv_dnn", {}};
  Spec b{"opencv_dnn", {}};

  template <class V>
  void Describe(V& v) {
    v("a", a, "backend that answers");
    v("b", b, "backend that is compared with it");
  }
};

/// Half precision on either side decides how far they may be apart.
std::string LooserPrecision(const std::string& a, const std::string& b) {
  return ParityTolerance(a) < ParityTolerance(b) ? b : a;
}

class CheckBackend : public Backend {
 public:
  CheckBackend(const CheckOptions& options, const Model& model)
      : a_spec_(options.a),
        b_spec_(options.b),
        a_(Backends().Make(options.a, model)),
        b_(Backends().Make(options.b, model)) {}

  BackendTraits traits() const override {
    const BackendTraits a = a_->traits(), b = b_->traits();
    return {a.runtime + " checked against " + b.runtime, LooserPrecision(a.precision, b.precision),
            std::max(a.threads, b.threads), false};
  }
  std::vector<float> Run(const TensorView& nchw) override {
    std::vector<float> answers = a_->Run(nchw);
    const Parity parity = CompareLogits(answers, b_->Run(nchw), traits().precision);
    Check(parity.passed, "The backends '", a_spec_.ToString(), "' and '", b_spec_.ToString(),
          "' disagree: ", parity.reason, ".");
    return answers;
  }
  std::optional<Attribution> Attribute(const TensorView& nchw) override {
    return a_->Attribute(nchw);
  }

 private:
  Spec a_spec_, b_spec_;
  std::unique_ptr<Backend> a_, b_;
};

}  // namespace

void Register_check(BackendRegistry& registry) {
  registry.Add<CheckOptions>("check", "runs two backends and stops where they disagree",
                             [](const CheckOptions& options, const Model& model) {
                               return std::make_unique<CheckBackend>(options, model);
                             });
}

}  // namespace swapbench
