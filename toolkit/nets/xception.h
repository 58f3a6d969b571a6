// SPDX-License-Identifier: Apache-2.0
/// Xception (Chollet 2017, figure 5) as a backbone. Tensors are named as in the widely used port to
/// PyTorch, whose first two convolutions have no padding. Internal to nets.
#pragma once

#include "nets/layers.h"
#include "nets/network.h"

namespace swapbench {

/// Of the networks that have nothing else to choose.
struct XceptionOptions {
  int size = 256;
  int classes = 1;
  double scale = 0;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels; 299 in FaceForensics++, 256 in DeepfakeBench",
      Between{71, 1024});
    v("classes", classes, kClassesHelp, Between{1, 2});
    v("scale", scale,
      "0: a linear last layer; else a class's score is this times the cosine between features and "
      "its weights, as the objective am_softmax wants it (30 in its publication)",
      Between{0, 1000});
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
      steps->push_back(BatchNorm(out));
    }
    if (plan.stride > 1)
      steps->push_back(
          torch::nn::MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(plan.stride).padding(1)));
    steps_ = register_module("rep", steps);
    if (plan.in == plan.out && plan.stride == 1) return;
    shortcut_ = register_module("skip", Convolution(plan.in, plan.out, 1, plan.stride));
    shortcut_norm_ = register_module("skipbn", BatchNorm(plan.out));
  }

  torch::Tensor forward(const torch::Tensor& x) {
    return steps_->forward(x) + (shortcut_ ? shortcut_norm_(shortcut_(x)) : x);
  }

 private:
  torch::nn::Sequential steps_{nullptr};
  torch::nn::Conv2d shortcut_{nullptr};
  BatchNorm shortcut_norm_{nullptr};
};
TORCH_MODULE(XceptionBlock);

/// All of it, registered in `owner`, so that a network may hold it with or without a prefix, and
/// may do something between its parts.
class XceptionParts {
 public:
  static constexpr int64_t kChannels = 2048;
  static constexpr int kBlocks = 12;

  /// `channels` of the input. Without `classes` there is no last layer; `scale` as in
  /// XceptionOptions.
  XceptionParts(torch::nn::Module& owner, int64_t channels, int64_t classes, double scale = 0);

  /// The first convolution, to 32 channels of half the side; the second, to 64.
  torch::Tensor First(const torch::Tensor& x) { return first_norm_->Rectified(first_(x)); }
  torch::Tensor Second(const torch::Tensor& x) { return second_norm_->Rectified(second_(x)); }
  /// Blocks `from` to `to` of 1 to 12.
  torch::Tensor Blocks(torch::Tensor x, int from, int to);
  /// The last two convolutions, to 2048 channels, not rectified yet.
  torch::Tensor Last(const torch::Tensor& x);

  /// All of the above.
  torch::Tensor Maps(const torch::Tensor& x) { return Last(Blocks(Second(First(x)), 1, kBlocks)); }
  /// Maps -> N x 2048: their means over the picture, rectified.
  static torch::Tensor Means(const torch::Tensor& maps);
  /// Means -> N x classes.
  torch::Tensor Scores(const torch::Tensor& means);

  /// Side of what blocks 3 to 11 see of a picture of this side.
  static int64_t MiddleSide(int64_t side);

 private:
  torch::nn::Conv2d first_{nullptr}, second_{nullptr};
  BatchNorm first_norm_{nullptr}, second_norm_{nullptr}, third_norm_{nullptr},
      fourth_norm_{nullptr};
  std::vector<XceptionBlock> blocks_;
  Separable third_{nullptr}, fourth_{nullptr};
  torch::nn::Linear last_{nullptr};
  double scale_;
};

/// With a prefix: a detector's `backbone`.
class XceptionBackboneImpl : public torch::nn::Module, public XceptionParts {
 public:
  XceptionBackboneImpl(int64_t channels, int64_t classes, double scale = 0)
      : XceptionParts(*this, channels, classes, scale) {}
};
TORCH_MODULE(XceptionBackbone);

/// What detectors on this backbone have in common.
class XceptionNetwork : public Network {
 public:
  explicit XceptionNetwork(const XceptionOptions& options) : options_(options) {}
  InputFormat input() const override { return SymmetricInput(options_.size); }
  torch::Tensor forward(torch::Tensor x) override { return Show(x).answers; }

 protected:
  Outputs Answered(XceptionParts& parts, const torch::Tensor& maps) const {
    const torch::Tensor means = XceptionParts::Means(maps);
    return {OneLogit(parts.Scores(means)), {}, means, {}, options_.scale};
  }
  const XceptionOptions options_;
};

}  // namespace swapbench
