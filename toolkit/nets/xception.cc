// SPDX-License-Identifier: Apache-2.0
/// Xception (Chollet 2017, figure 5), the backbone that FaceForensics++ made a baseline of
/// face-swap detection.
#include "nets/xception.h"

#include "nets/network.h"

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

class Xception : public Network {
 public:
  explicit Xception(const XceptionOptions& options)
      : size_(options.size), parts_(*this, 3, options.classes) {}

  torch::Tensor forward(torch::Tensor x) override {
    return OneLogit(parts_.Head(parts_.Maps(x), 0, is_training()));
  }

  InputFormat input() const override { return SymmetricInput(size_); }

 private:
  int size_;
  XceptionParts parts_;
};

}  // namespace

XceptionParts::XceptionParts(torch::nn::Module& owner, int64_t channels, int64_t classes) {
  first_ = owner.register_module("conv1", UnpaddedConvolution(channels, 32, 3, 2));
  first_norm_ = owner.register_module("bn1", torch::nn::BatchNorm2d(32));
  second_ = owner.register_module("conv2", UnpaddedConvolution(32, 64, 3));
  second_norm_ = owner.register_module("bn2", torch::nn::BatchNorm2d(64));
  for (size_t i = 0; i < kPlans.size(); ++i)
    blocks_.push_back(owner.register_module(Concat("block", i + 1), XceptionBlock(kPlans[i])));
  third_ = owner.register_module("conv3", Separable(1024, 1536));
  third_norm_ = owner.register_module("bn3", torch::nn::BatchNorm2d(1536));
  fourth_ = owner.register_module("conv4", Separable(1536, kChannels));
  fourth_norm_ = owner.register_module("bn4", torch::nn::BatchNorm2d(kChannels));
  if (classes > 0)
    last_ = owner.register_module("last_linear", torch::nn::Linear(kChannels, classes));
}

torch::Tensor XceptionParts::Blocks(torch::Tensor x, int from, int to) {
  for (int block = from; block <= to; ++block) x = blocks_[static_cast<size_t>(block - 1)](x);
  return x;
}

torch::Tensor XceptionParts::Last(const torch::Tensor& x) {
  return fourth_norm_(fourth_(torch::relu(third_norm_(third_(x)))));
}

torch::Tensor XceptionParts::Head(const torch::Tensor& maps, double dropout, bool training) {
  torch::Tensor means = torch::adaptive_avg_pool2d(torch::relu(maps), {1, 1}).flatten(1);
  if (dropout > 0) means = torch::dropout(means, dropout, training);
  return last_(means);
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
