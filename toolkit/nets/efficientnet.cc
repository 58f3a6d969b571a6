// SPDX-License-Identifier: Apache-2.0
/// EfficientNet B0 and B4 (Tan & Le 2019, table 1): inverted bottlenecks that weigh their channels.
/// Tensors are named as in efficientnet_pytorch, from which published detectors were trained.
/// What surrounds a convolution of stride 2 differs between ports and changes every answer.
#include <cmath>

#include "nets/layers.h"
#include "nets/network.h"

namespace swapbench {
namespace {

struct EfficientnetOptions {
  std::string variant = "b0";
  std::string padding = "same";
  bool stem_padding = true;
  int size = 224;
  int classes = 1;

  template <class V>
  void Describe(V& v) {
    v("variant", variant, "b0, or b4: 1.4 times the width, 1.8 times the depth",
      OneOf{{"b0", "b4"}});
    v("padding", padding,
      "same: TensorFlow's, for the side each layer has when the input is 224 (b0) or 380 (b4), as "
      "efficientnet_pytorch from 0.7; old: as if every layer had the input's side, as before 0.7; "
      "symmetric: torchvision's, with its epsilon of normalisation",
      OneOf{{"same", "old", "symmetric"}});
    v("stem_padding", stem_padding, "false: the first convolution has no border, as DeepfakeBench");
    v("size", size, "side of the input, pixels", Between{32, 1024});
    v("classes", classes, kClassesHelp, Between{1, 2});
  }
};

struct Scale {
  double width, depth, dropout;
  int64_t side;
};

Scale ScaleOf(const std::string& variant) {
  if (variant == "b0") return {1, 1, .2, 224};
  return {1.4, 1.8, .4, 380};
}

/// Of B0: blocks, and of each block the kernel's side, the stride of the first, by how much it
/// widens inside, channels.
struct Stage {
  int blocks;
  int64_t side, stride, expansion, in, out;
};
constexpr std::array<Stage, 7> kStages = {{{1, 3, 1, 1, 32, 16},
                                           {2, 3, 2, 6, 16, 24},
                                           {2, 5, 2, 6, 24, 40},
                                           {3, 3, 2, 6, 40, 80},
                                           {3, 5, 1, 6, 80, 112},
                                           {4, 5, 2, 6, 112, 192},
                                           {1, 3, 1, 6, 192, 320}}};

/// The multiple of 8 next to channels * width, yet not more than a tenth below.
int64_t Widened(int64_t channels, double width) {
  const double wanted = static_cast<double>(channels) * width;
  const int64_t nearest = std::max<int64_t>(8, static_cast<int64_t>(wanted + 4) / 8 * 8);
  return static_cast<double>(nearest) < .9 * wanted ? nearest + 8 : nearest;
}

struct Border {
  int64_t before, after;
  bool even() const { return before == after; }
};

/// The borders of convolutions in their order, for each follows from the side of what it reads.
class Borders {
 public:
  Borders(std::string convention, int64_t side) : convention_(std::move(convention)), side_(side) {}

  Border Next(int64_t kernel, int64_t stride) {
    if (stride == 1 || convention_ == "symmetric") return {kernel / 2, kernel / 2};
    const int64_t out = (side_ + stride - 1) / stride;
    const int64_t missing = std::max<int64_t>(0, (out - 1) * stride + kernel - side_);
    if (convention_ == "same") side_ = out;
    return {missing / 2, missing - missing / 2};
  }

 private:
  std::string convention_;
  int64_t side_;
};

class BorderedImpl : public torch::nn::Conv2dImpl {
 public:
  BorderedImpl(const torch::nn::Conv2dOptions& bare, Border border)
      : Conv2dImpl(
            torch::nn::Conv2dOptions(bare).padding(border.even() ? border.before : 0).bias(false)),
        border_(border) {}

  torch::Tensor forward(const torch::Tensor& x) {
    if (border_.even()) return Conv2dImpl::forward(x);
    const auto [before, after] = border_;
    return Conv2dImpl::forward(torch::constant_pad_nd(x, {before, after, before, after}));
  }

 private:
  Border border_;
};
TORCH_MODULE(Bordered);

/// Drops the whole branch of some pictures (Huang et al. 2016) and makes up for it in the others.
torch::Tensor DropBranch(const torch::Tensor& x, double share) {
  const torch::Tensor kept = torch::rand({x.size(0), 1, 1, 1}, x.options()).ge(share).to(x.dtype());
  return x * kept / (1 - share);
}

struct BottleneckPlan {
  Stage stage;  // its own channels and stride
  Border border;
  double epsilon, drop;
};

BatchNorm Norm(int64_t channels, double epsilon) {
  return BatchNorm(torch::nn::BatchNormOptions(channels).eps(epsilon).momentum(.01));
}

class InvertedBottleneckImpl : public torch::nn::Module {
 public:
  explicit InvertedBottleneckImpl(const BottleneckPlan& plan)
      : adds_(plan.stage.stride == 1 && plan.stage.in == plan.stage.out), drop_(plan.drop) {
    const Stage& stage = plan.stage;
    const int64_t wide = stage.in * stage.expansion, narrow = std::max<int64_t>(1, stage.in / 4);
    if (stage.expansion > 1) {
      expand_ = register_module("_expand_conv", Convolution(stage.in, wide, 1));
      expand_norm_ = register_module("_bn0", Norm(wide, plan.epsilon));
    }
    const auto each =
        torch::nn::Conv2dOptions(wide, wide, stage.side).stride(stage.stride).groups(wide);
    depthwise_ = register_module("_depthwise_conv", Bordered(each, plan.border));
    depthwise_norm_ = register_module("_bn1", Norm(wide, plan.epsilon));
    squeeze_ = register_module("_se_reduce", torch::nn::Conv2d(wide, narrow, 1));
    excite_ = register_module("_se_expand", torch::nn::Conv2d(narrow, wide, 1));
    project_ = register_module("_project_conv", Convolution(wide, stage.out, 1));
    project_norm_ = register_module("_bn2", Norm(stage.out, plan.epsilon));
  }

  torch::Tensor forward(const torch::Tensor& x) {
    torch::Tensor y = expand_ ? torch::silu(expand_norm_(expand_(x))) : x;
    y = torch::silu(depthwise_norm_(depthwise_(y)));
    const torch::Tensor mean = torch::adaptive_avg_pool2d(y, {1, 1});
    y = y * torch::sigmoid(excite_(torch::silu(squeeze_(mean))));
    y = project_norm_(project_(y));
    if (!adds_) return y;
    return x + (is_training() && drop_ > 0 ? DropBranch(y, drop_) : y);
  }

 private:
  bool adds_;
  double drop_;
  torch::nn::Conv2d expand_{nullptr}, squeeze_{nullptr}, excite_{nullptr}, project_{nullptr};
  Bordered depthwise_{nullptr};
  BatchNorm expand_norm_{nullptr}, depthwise_norm_{nullptr}, project_norm_{nullptr};
};
TORCH_MODULE(InvertedBottleneck);

std::vector<Stage> BlocksOf(const Scale& scale) {
  std::vector<Stage> blocks;
  for (Stage block : kStages) {
    block.in = Widened(block.in, scale.width);
    block.out = Widened(block.out, scale.width);
    for (int left = static_cast<int>(std::ceil(block.blocks * scale.depth)); left > 0; --left) {
      blocks.push_back(block);
      block.in = block.out;
      block.stride = 1;
    }
  }
  return blocks;
}

class Efficientnet : public Network {
 public:
  explicit Efficientnet(const EfficientnetOptions& options) : size_(options.size) {
    const Scale scale = ScaleOf(options.variant);
    const double epsilon = options.padding == "symmetric" ? 1e-5 : 1e-3;
    Borders borders(options.padding, scale.side);
    const int64_t begin = Widened(32, scale.width), end = Widened(1280, scale.width);
    const Border around = borders.Next(3, 2);
    stem_ = register_module("_conv_stem", Bordered(torch::nn::Conv2dOptions(3, begin, 3).stride(2),
                                                   options.stem_padding ? around : Border{0, 0}));
    stem_norm_ = register_module("_bn0", Norm(begin, epsilon));
    const std::vector<Stage> blocks = BlocksOf(scale);
    for (size_t i = 0; i < blocks.size(); ++i) {
      const double drop = .2 * static_cast<double>(i) / static_cast<double>(blocks.size());
      blocks_->push_back(InvertedBottleneck(BottleneckPlan{
          blocks[i], borders.Next(blocks[i].side, blocks[i].stride), epsilon, drop}));
    }
    register_module("_blocks", blocks_);
    head_ = register_module("_conv_head", Convolution(blocks.back().out, end, 1));
    head_norm_ = register_module("_bn1", Norm(end, epsilon));
    dropout_ = register_module("_dropout", torch::nn::Dropout(scale.dropout));
    last_ = register_module("_fc", torch::nn::Linear(end, options.classes));
  }

  torch::Tensor forward(torch::Tensor x) override {
    x = blocks_->forward(torch::silu(stem_norm_(stem_(x))));
    x = torch::silu(head_norm_(head_(x)));
    return OneLogit(last_(dropout_(torch::adaptive_avg_pool2d(x, {1, 1}).flatten(1))));
  }

  InputFormat input() const override { return ImageNetInput(size_); }

 private:
  int size_;
  Bordered stem_{nullptr};
  torch::nn::Sequential blocks_;
  torch::nn::Conv2d head_{nullptr};
  BatchNorm stem_norm_{nullptr}, head_norm_{nullptr};
  torch::nn::Dropout dropout_{nullptr};
  torch::nn::Linear last_{nullptr};
};

}  // namespace

void Register_efficientnet(NetworkRegistry& registry) {
  registry.Add<EfficientnetOptions>(
      "efficientnet", "inverted bottlenecks that weigh their channels, Tan & Le 2019",
      [](const EfficientnetOptions& options) { return std::make_unique<Efficientnet>(options); });
}

}  // namespace swapbench
