// SPDX-License-Identifier: Apache-2.0
// The one bridge from networks to detectors.
#include <mutex>

#include "backend/backend.h"
#include "detect/detector.h"
#include "nets/input.h"
#include "nets/model.h"

namespace swapbench {
namespace {

struct NetworkOptions {
  std::string model;
#if !SWAPBENCH_WITH_TORCH
  Spec backend = {"opencv_dnn", {}};
#else
  Spec backend = {"torch", {}};
#endif

  template <class V>
  void Describe(V& v) {
    v("model", model, "folder of a trained model");
    v("backend", backend, "runtime that carries it out");
  }
};

class NetworkDetector : public Detector {
 public:
  explicit NetworkDetector(const NetworkOptions& options)
      : model_(ReadModel(options.model)), backend_(Backends().Canonical(options.backend)) {
    idle_.push_back(Backends().Make(backend_, model_));
  }

  std::vector<Verdict> Score(std::span<const Face> faces) override {
    auto backend = Borrow();
    std::vector<Verdict> verdicts;
    // One face a run: runtimes choose other kernels for other batch sizes, and a verdict must not
    // depend on company.
    for (const Face& face : faces) {
      const Batch input = MakeInput({&face, 1}, model_.info.input);
      verdicts.push_back({backend->Run(input.view()).at(0)});
    }
    Return(std::move(backend));
    return verdicts;
  }

  double threshold() const override { return model_.info.threshold; }

 private:
  /// A runtime serves one caller at a time; a second caller gets a second one.
  std::unique_ptr<Backend> Borrow() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return Backends().Make(backend_, model_);
    auto backend = std::move(idle_.back());
    idle_.pop_back();
    return backend;
  }
  void Return(std::unique_ptr<Backend> backend) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(backend));
  }

  Model model_;
  Spec backend_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Backend>> idle_;
};

}  // namespace

void Register_network(DetectorRegistry& registry) {
  registry.Add<NetworkOptions>(
      "network", "a trained network; the score is its logit", [](const NetworkOptions& options) {
        Check(!options.model.empty(),
              "The detector 'network' needs a model: write network:model=FOLDER.");
        return std::make_unique<NetworkDetector>(options);
      });
}

}  // namespace swapbench
