// SPDX-License-Identifier: Apache-2.0
/// UCF (Yan et al. 2023): beside the cross-entropy of real against fake stand that of the swap
/// methods, the mean difference of pictures from what was drawn of them, and a margin by which two
/// descriptions of one class must be closer than two of different classes. DeepfakeBench draws one
/// such triplet an anchor; this is the mean over all, what its draws give on average. The classes
/// of the specific description are real and each method.
#include "train/objective.h"

namespace swapbench {
namespace {

struct DisentanglingOptions {
  double specific = .1, reconstruction = .3, contrast = .05, margin = 3, smoothing = 0;

  template <class V>
  void Describe(V& v) {
    v("specific", specific, "weight of the swap methods' cross-entropy", Between{0, 1e6});
    v("reconstruction", reconstruction,
      "weight of the mean differences (L1) of drawn pictures, a real's and a fake's added up",
      Between{0, 1e6});
    v("contrast", contrast, "weight of the triplets, a real's and a fake's added up",
      Between{0, 1e6});
    v("margin", margin, "by which one class's descriptions must be the closer ones",
      Between{0, 1000});
    DescribeSmoothing(v, smoothing);
  }
};

/// The mean of max(0, |a - b| - |a - c| + margin) over all a and b of one class, c of another.
torch::Tensor TripletLoss(const torch::Tensor& features, const torch::Tensor& classes,
                          double margin) {
  const torch::Tensor same =
                          (classes.unsqueeze(0) == classes.unsqueeze(1)).to(features.scalar_type()),
                      pairs = same.clone().fill_diagonal_(0);
  const torch::Tensor difference = features.unsqueeze(0) - features.unsqueeze(1),
                      distance = torch::norm(difference, 2, torch::IntArrayRef{2});
  const torch::Tensor counts = pairs.unsqueeze(2) * (1 - same).unsqueeze(1);
  const torch::Tensor excess = torch::relu(distance.unsqueeze(2) - distance.unsqueeze(1) + margin);
  return (excess * counts).sum() / counts.sum().clamp_min(1);
}

class Disentangling : public Objective {
 public:
  explicit Disentangling(const DisentanglingOptions& options) : options_(options) {}

  BatchWishes wishes() const override { return {.whole = true}; }
  torch::Tensor Loss(const Outputs& outputs, const Targets& targets) const override {
    Check(outputs.methods.defined() && outputs.drawn.defined(),
          "The objective 'disentangling' needs a network that tells swap methods apart and draws "
          "pictures: take ucf.");
    const auto most = targets.methods.max().item<int64_t>();
    Check(most < outputs.methods.size(1), "Training sees fakes of ", most,
          " swap methods, but the network tells ", outputs.methods.size(1) - 1,
          " apart: give it methods=", most, ", or choose one with 'method'.");
    const torch::Tensor drawn = (outputs.drawn - targets.input.unsqueeze(1)).abs().flatten(2);
    const torch::Tensor triplets = TripletLoss(outputs.features, targets.labels, options_.margin) +
                                   TripletLoss(outputs.specific, targets.methods, options_.margin);
    // Half of the rows are real: twice a mean over rows is a mean over reals and one over fakes.
    return CrossEntropy(outputs, targets.labels, options_.smoothing) +
           options_.specific * torch::cross_entropy_loss(outputs.methods, targets.methods) +
           2 * options_.reconstruction * drawn.sum(1).mean() + 2 * options_.contrast * triplets;
  }

 private:
  DisentanglingOptions options_;
};

}  // namespace

void Register_disentangling(TrainRegistries& registries) {
  registries.objectives.Add<DisentanglingOptions>(
      "disentangling",
      "cross-entropy of fakes and of methods, pictures drawn again, triplets, Yan et al. 2023",
      [](const DisentanglingOptions& options) { return std::make_unique<Disentangling>(options); });
}

}  // namespace swapbench
