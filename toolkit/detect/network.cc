// SPDX-License-Identifier: Apache-2.0
// The one bridge from networks to detectors.
#include "backend/pool.h"
#include "detect/registries.h"
#include "nets/input.h"

namespace swapbench {
namespace {

struct NetworkOptions {
  std::string model;
  Spec backend = UsualBackend();

  template <class V>
  void Describe(V& v) {
    v("model", model, "folder of a trained model");
    v("backend", backend, "runtime that carries it out");
  }
};

class NetworkDetector : public Detector {
 public:
  explicit NetworkDetector(const NetworkOptions& options)
      : pool_(options.backend, ReadModel(options.model, Answer::kLogit)) {}

  std::vector<Verdict> Score(std::span<const Face> faces) override {
    std::vector<Verdict> verdicts;
    // One face a run: runtimes choose other kernels for other batch sizes, and a verdict must not
    // depend on company.
    for (const Face& face : faces) {
      const Batch input = MakeInput({&face, 1}, pool_.model().info.input);
      verdicts.push_back({pool_.Run(input.view()).at(0)});
    }
    return verdicts;
  }

  double threshold() const override { return pool_.model().info.threshold; }
  const ModelInfo* model() const override { return &pool_.model().info; }

  std::optional<Attribution> Attribute(const Face& face) override {
    const Batch input = MakeInput({&face, 1}, pool_.model().info.input);
    return pool_.Attribute(input.view());
  }

 private:
  BackendPool pool_;
};

}  // namespace

void Register_network(DetectRegistries& detect) {
  detect.detectors.Add<NetworkOptions>(
      "network", "a trained network; the score is its logit", [](const NetworkOptions& options) {
        Check(!options.model.empty(),
              "The detector 'network' needs a model: write network:model=FOLDER.");
        return std::make_unique<NetworkDetector>(options);
      });
}

}  // namespace swapbench
