// SPDX-License-Identifier: Apache-2.0
// The bridge from feature extractors to detectors.
#include "core/error.h"
#include "detect/linear_model.h"
#include "detect/registries.h"

namespace swapbench {
namespace {

struct LinearOptions {
  std::string model;

  template <class V>
  void Describe(V& v) {
    v("model", model, "folder of a model that was fitted on a feature extractor");
  }
};

class Linear : public Detector {
 public:
  explicit Linear(const Model& model)
      : info_(model.info), extractor_(FeatureExtractors().Make(model.info.features)) {
    const auto weights = model.folder / "weights.safetensors";
    linear_ = ToLinearModel(ReadSafetensors(weights), static_cast<size_t>(extractor_->size()),
                            weights.string());
  }

  std::vector<Verdict> Score(std::span<const Face> faces) override {
    std::vector<Verdict> verdicts;
    for (const Face& face : faces)
      verdicts.push_back({static_cast<float>(linear_.Logit(extractor_->Features(face)))});
    return verdicts;
  }

  double threshold() const override { return info_.threshold; }
  const ModelInfo* model() const override { return &info_; }

 private:
  ModelInfo info_;
  std::unique_ptr<FeatureExtractor> extractor_;
  LinearModel linear_;
};

}  // namespace

void Register_linear(DetectRegistries& detect) {
  detect.detectors.Add<LinearOptions>(
      kLinearDetector, "a trained linear classifier of features; the score is its logit",
      [](const LinearOptions& options) {
        Check(!options.model.empty(),
              "The detector 'linear' needs a model: write linear:model=FOLDER.");
        return std::make_unique<Linear>(ReadLinearFit(options.model));
      });
}

}  // namespace swapbench
