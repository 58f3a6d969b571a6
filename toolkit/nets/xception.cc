// SPDX-License-Identifier: Apache-2.0
/// Xception (Chollet 2017, figure 5), the backbone that FaceForensics++ made a baseline of
/// face-swap detection.
#include "nets/xception.h"

namespace swapbench {
namespace {

constexpr BlockPlan kMiddle{728, 728, 3, 1, true, true};
constexpr std::array<BlockPlan, XceptionParts::kBlocks> kPlans = {{{64, 128, 2, 2, false, true},
                                                                   {128, 256, 2, 2, true, true},
                                                                   {256, 728, 2, 2, true, true},
                                                                   kMiddle,
                                                                   kMiddle,
                                                                   kMiddle,
                                                                   kMiddle,
                                                                   kMiddle,
                                                                   kMiddle,
                                                                   kMiddle,
                                                                   kMiddle,
                                                                   {728, 1024, 2, 2, true, false}}};

class Xception : public XceptionNetwork {
 public:
  explicit Xception(const XceptionOptions& options)
      : XceptionNetwork(options), parts_(*this, 3, options.classes, options.scale) {}

  Outputs Show(const torch::Tensor& x) override { return Answered(parts_, parts_.Maps(x)); }

 private:
  XceptionParts parts_;
};

}  // namespace

XceptionParts::XceptionParts(torch::nn::Module& owner, int64_t channels, int64_t classes,
                             double scale)
    : scale_(scale) {
  Check(scale == 0 || classes == 2,
        "The cosines of 'scale' belong to two classes: write classes=2.");
  first_ = owner.register_module("conv1", UnpaddedConvolution(channels, 32, 3, 2));
  first_norm_ = owner.register_module("bn1", BatchNorm(32));
  second_ = owner.register_module("conv2", UnpaddedConvolution(32, 64, 3));
  second_norm_ = owner.register_module("bn2", BatchNorm(64));
  for (size_t i = 0; i < kPlans.size(); ++i)
    blocks_.push_back(owner.register_module(Concat("block", i + 1), XceptionBlock(kPlans[i])));
  third_ = owner.register_module("conv3", Separable(1024, 1536));
  third_norm_ = owner.register_module("bn3", BatchNorm(1536));
  fourth_ = owner.register_module("conv4", Separable(1536, kChannels));
  fourth_norm_ = owner.register_module("bn4", BatchNorm(kChannels));
  if (classes > 0)
    last_ = owner.register_module(
        "last_linear",
        torch::nn::Linear(torch::nn::LinearOptions(kChannels, classes).bias(scale == 0)));
}

torch::Tensor XceptionParts::Blocks(torch::Tensor x, int from, int to) {
  for (int block = from; block <= to; ++block) x = blocks_[static_cast<size_t>(block - 1)](x);
  return x;
}

torch::Tensor XceptionParts::Last(const torch::Tensor& x) {
  return fourth_norm_(fourth_(third_norm_->Rectified(third_(x))));
}

torch::Tensor XceptionParts::Means(const torch::Tensor& maps) {
  return torch::adaptive_avg_pool2d(torch::relu(maps), {1, 1}).flatten(1);
}

torch::Tensor XceptionParts::Scores(const torch::Tensor& means) {
  if (scale_ == 0) return last_(means);
  namespace nn = torch::nn::functional;
  return scale_ * torch::linear(nn::normalize(means), nn::normalize(last_->weight));
}

int64_t XceptionParts::MiddleSide(int64_t side) {
  side = (side - 1) / 2 - 2;  // two convolutions without borders
  for (int halving = 0; halving < 3; ++halving) side = (side + 1) / 2;
  return side;
}

void Register_xception(NetworkRegistry& registry) {
  registry.Add<XceptionOptions>(
      "xception", "depthwise separable convolutions, Chollet 2017",
      [](const XceptionOptions& options) { return std::make_unique<Xception>(options); });
}

}  // namespace swapbench
