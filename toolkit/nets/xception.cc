// SPDX-License-Identifier: Apache-2.0
/// Xception (Chollet 2017, figure 5), the backbone that FaceForensics++ made a baseline of
/// face-swap detection. Tensors are named as in the widely used port to PyTorch, whose first two
/// convolutions have no padding.
#include "nets/layers.h"
#include "nets/network.h"

namespace swapbench {
namespace {

struct XceptionOptions {
  int size = 256;
  int classes = 1;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels; 299 in FaceForensics++, 256 in DeepfakeBench",
      Between{71, 1024});
    v("classes", classes, kClassesHelp, Between{1, 2});
  }
};

/// A 3x3 convolution of each channel by itself, then a mixture of the channels.
class SeparableImpl : public torch::nn::Module {
 public:
  SeparableImpl(int64_t in, int64_t out) {
    depthwise_ = register_module(
        "conv1",
        torch::nn::Conv2d(torch::nn::Conv2dOptions(in, in, 3).padding(1).groups(in).bias(false)));
    pointwise_ = register_module("pointwise", Convolution(in, out, 1));
  }

  torch::Tensor forward(const torch::Tensor& x) { return pointwise_(depthwise_(x)); }

 private:
  torch::nn::Conv2d depthwise_{nullptr}, pointwise_{nullptr};
};
TORCH_MODULE(Separable);

/// Of a block: channels, how many convolutions, its stride, whether it begins with a rectifier, and
/// whether the first convolution widens (else the last one).
struct BlockPlan {
  int64_t in, out;
  int convolutions;
  int64_t stride;
  bool rectified, widens_first;
};

class XceptionBlockImpl : public torch::nn::Module {
 public:
  explicit XceptionBlockImpl(const BlockPlan& plan) {
    torch::nn::Sequential steps;
    for (int i = 0; i < plan.convolutions; ++i) {
      const bool last = i + 1 == plan.convolutions;
      const int64_t in = plan.widens_first && i > 0 ? plan.out : plan.in;
      const int64_t out = plan.widens_first || last ? plan.out : plan.in;
      if (i > 0 || plan.rectified) steps->push_back(torch::nn::ReLU());
      steps->push_back(Separable(in, out));
      steps->push_back(torch::nn::BatchNorm2d(out));
    }
    if (plan.stride > 1)
      steps->push_back(
          torch::nn::MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(plan.stride).padding(1)));
    steps_ = register_module("rep", steps);
    if (plan.in == plan.out && plan.stride == 1) return;
    shortcut_ = register_module("skip", Convolution(plan.in, plan.out, 1, plan.stride));
    shortcut_norm_ = register_module("skipbn", torch::nn::BatchNorm2d(plan.out));
  }

  torch::Tensor forward(const torch::Tensor& x) {
    return steps_->forward(x) + (shortcut_ ? shortcut_norm_(shortcut_(x)) : x);
  }

 private:
  torch::nn::Sequential steps_{nullptr};
  torch::nn::Conv2d shortcut_{nullptr};
  torch::nn::BatchNorm2d shortcut_norm_{nullptr};
};
TORCH_MODULE(XceptionBlock);

constexpr BlockPlan kMiddle{728, 728, 3, 1, true, true};
constexpr std::array<BlockPlan, 12> kBlocks = {{{64, 128, 2, 2, false, true},
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
  explicit Xception(const XceptionOptions& options) : size_(options.size) {
    first_ = register_module("conv1", UnpaddedConvolution(3, 32, 3, 2));
    first_norm_ = register_module("bn1", torch::nn::BatchNorm2d(32));
    second_ = register_module("conv2", UnpaddedConvolution(32, 64, 3));
    second_norm_ = register_module("bn2", torch::nn::BatchNorm2d(64));
    for (size_t i = 0; i < kBlocks.size(); ++i)
      blocks_.push_back(register_module(Concat("block", i + 1), XceptionBlock(kBlocks[i])));
    third_ = register_module("conv3", Separable(1024, 1536));
    third_norm_ = register_module("bn3", torch::nn::BatchNorm2d(1536));
    fourth_ = register_module("conv4", Separable(1536, 2048));
    fourth_norm_ = register_module("bn4", torch::nn::BatchNorm2d(2048));
    last_ = register_module("last_linear", torch::nn::Linear(2048, options.classes));
  }

  torch::Tensor forward(torch::Tensor x) override {
    x = torch::relu(first_norm_(first_(x)));
    x = torch::relu(second_norm_(second_(x)));
    for (XceptionBlock& block : blocks_) x = block(x);
    x = torch::relu(third_norm_(third_(x)));
    x = torch::relu(fourth_norm_(fourth_(x)));
    return OneLogit(last_(torch::adaptive_avg_pool2d(x, {1, 1}).flatten(1)));
  }

  InputFormat input() const override { return {size_, "area", {.5, .5, .5}, {.5, .5, .5}}; }

 private:
  int size_;
  torch::nn::Conv2d first_{nullptr}, second_{nullptr};
  torch::nn::BatchNorm2d first_norm_{nullptr}, second_norm_{nullptr}, third_norm_{nullptr},
      fourth_norm_{nullptr};
  std::vector<XceptionBlock> blocks_;
  Separable third_{nullptr}, fourth_{nullptr};
  torch::nn::Linear last_{nullptr};
};

}  // namespace

void Register_xception(NetworkRegistry& registry) {
  registry.Add<XceptionOptions>(
      "xception", "depthwise separable convolutions, Chollet 2017",
      [](const XceptionOptions& options) { return std::make_unique<Xception>(options); });
}

}  // namespace swapbench
