// SPDX-License-Identifier: Apache-2.0
// The face as a small autoencoder draws it, blended back: the traces of a learned decoder's
// up-sampling, which are the method itself, and of a swap nothing else. Whose face it is does not
// change.
#include <opencv2/imgproc.hpp>

#include "backend/pool.h"
#include "core/options.h"
#include "image/color.h"
#include "image/stable.h"
#include "nets/input.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

struct ResynthesisOptions {
  std::string model;
  Spec backend = UsualBackend();
  bool color = false, soft = true;

  template <class V>
  void Describe(V& v) {
    v("model", model, "folder of a trained autoencoder, or @NAME of the recipe's [train.NAME]");
    v("backend", backend, "runtime that carries it out");
    v("color", color,
      "leave the decoder's colours; false matches them to the face's (cue: colour statistics)");
    v("soft", soft, "feather the edge; false leaves a hard one (cue: blending boundary)");
  }
};

class Resynthesis : public SwapMethod {
 public:
  explicit Resynthesis(const ResynthesisOptions& options) : options_(options) {
    // A recipe is read, and checked, before its network is trained.
    if (!options.model.starts_with('@'))
      pool_ = std::make_unique<BackendPool>(options.backend,
                                            ReadModel(options.model, Answer::kPicture));
  }

  SwapTraits traits() const override {
    return {.donor = Donor::kSelf,
            .cues = CuesOn({{SwapCue::kDecoder, true},
                            {SwapCue::kColor, options_.color},
                            {SwapCue::kBoundary, !options_.soft}}),
            .inherent = {SwapCue::kDecoder}};
  }

  std::optional<Swapped> Swap(const Face& target, const Face&, Rng rng) const override {
    Check(pool_ != nullptr, "resynthesis: there is no network called ", options_.model,
          " in this recipe; add a section [train.", options_.model.substr(1),
          "] or name a model's folder.");
    if (!target.landmarks) return {};
    const cv::Size size = target.image.size();
    std::optional<Region> region =
        DrawRegion(size, *target.landmarks,
                   {.move = false, .elastic = false, .soft = options_.soft, .ratio = false},
                   rng.Substream("region"));
    if (!region) return {};
    cv::Mat drawn = DrawAgain(target);
    if (drawn.size() != size) cv::resize(drawn, drawn, size, 0, 0, cv::INTER_LINEAR);
    if (!options_.color) drawn = MatchColours(drawn, target.image, region->mask);
    region->parameters.Set("model_sha256", pool_->model().weights_sha256)
        .Set("bits", "depend on the processor: a network drew the face");
    return Swapped{Blend(target.image, drawn, region->mask), region->mask, region->parameters};
  }

 private:
  /// At the network's own size, as it saw pictures in training.
  cv::Mat DrawAgain(const Face& face) const {
    const InputFormat& format = pool_->model().info.input;
    const Batch input = MakeInput({&face, 1}, format);
    return ToPicture(pool_->Run(input.view()).data(), format);
  }

  ResynthesisOptions options_;
  std::unique_ptr<BackendPool> pool_;
};

}  // namespace

void Register_resynthesis(SwapMethodRegistry& registry) {
  registry.Add<ResynthesisOptions>(
      "resynthesis", "the face as an autoencoder draws it (cues: decoder)",
      [](const ResynthesisOptions& options) {
        Check(!options.model.empty(),
              "The swap method 'resynthesis' needs a model: write resynthesis:model=FOLDER.");
        return std::make_unique<Resynthesis>(options);
      });
}

}  // namespace swapbench
