// SPDX-License-Identifier: Apache-2.0
/// Vision Transformer (Dosovitskiy et al. 2021), tiny, small or base (Touvron et al. 2021, table
/// 1): patches of 16 pixels and one token of their own for the answer attend to each other in
/// twelve blocks. Tensors are named as in timm.
#include "nets/layers.h"
#include "nets/network.h"

namespace swapbench {
namespace {

constexpr int kPatch = 16;

struct VitOptions {
  std::string variant = "tiny";
  int size = 224;
  int depth = 12;
  int classes = 1;

  template <class V>
  void Describe(V& v) {
    v("variant", variant, "tiny, small, base: 192, 384, 768 channels in heads of 64",
      OneOf{{"tiny", "small", "base"}});
    v("size", size, "side of the input, pixels; a multiple of 16", Between{32, 1024});
    v("depth", depth, "blocks", Between{1, 48});
    v("classes", classes, kClassesHelp, Between{1, 2});
  }
};

int64_t ChannelsOf(const std::string& variant) {
  return variant == "tiny" ? 192 : variant == "small" ? 384 : 768;
}

torch::nn::LayerNorm Norm(int64_t channels) {
  return torch::nn::LayerNorm(torch::nn::LayerNormOptions({channels}).eps(1e-6));
}

/// Every token takes what it asks the others for, in heads of 64 channels.
class AttentionImpl : public torch::nn::Module {
 public:
  explicit AttentionImpl(int64_t channels)
      : all_(register_module("qkv", torch::nn::Linear(channels, 3 * channels))),
        mixed_(register_module("proj", torch::nn::Linear(channels, channels))) {}

  torch::Tensor forward(const torch::Tensor& x) {
    constexpr int64_t kHead = 64;
    const int64_t tokens = x.size(1), channels = x.size(2);
    // 3 x N x heads x tokens x 64
    const torch::Tensor split =
        all_(x).reshape({-1, tokens, 3, channels / kHead, kHead}).permute({2, 0, 3, 1, 4});
    const torch::Tensor asked = split[0] / std::sqrt(static_cast<double>(kHead));
    const torch::Tensor share = torch::softmax(asked.matmul(split[1].transpose(2, 3)), 3);
    return mixed_(share.matmul(split[2]).transpose(1, 2).reshape({-1, tokens, channels}));
  }

 private:
  torch::nn::Linear all_, mixed_;
};
TORCH_MODULE(Attention);

class PerceptronImpl : public torch::nn::Module {
 public:
  explicit PerceptronImpl(int64_t channels)
      : wide_(register_module("fc1", torch::nn::Linear(channels, 4 * channels))),
        narrow_(register_module("fc2", torch::nn::Linear(4 * channels, channels))) {}
  torch::Tensor forward(const torch::Tensor& x) { return narrow_(torch::gelu(wide_(x))); }

 private:
  torch::nn::Linear wide_, narrow_;
};
TORCH_MODULE(Perceptron);

class TransformerBlockImpl : public torch::nn::Module {
 public:
  explicit TransformerBlockImpl(int64_t channels)
      : first_norm_(register_module("norm1", Norm(channels))),
        attention_(register_module("attn", Attention(channels))),
        second_norm_(register_module("norm2", Norm(channels))),
        perceptron_(register_module("mlp", Perceptron(channels))) {}
  torch::Tensor forward(torch::Tensor x) {
    x = x + attention_(first_norm_(x));
    return x + perceptron_(second_norm_(x));
  }

 private:
  torch::nn::LayerNorm first_norm_;
  Attention attention_;
  torch::nn::LayerNorm second_norm_;
  Perceptron perceptron_;
};
TORCH_MODULE(TransformerBlock);

class PatchesImpl : public torch::nn::Module {
 public:
  explicit PatchesImpl(int64_t channels)
      : projection_(register_module(
            "proj",
            torch::nn::Conv2d(torch::nn::Conv2dOptions(3, channels, kPatch).stride(kPatch)))) {}
  /// N x 3 x side x side -> N x patches x channels.
  torch::Tensor forward(const torch::Tensor& x) {
    return projection_(x).flatten(2).transpose(1, 2);
  }

 private:
  torch::nn::Conv2d projection_;
};
TORCH_MODULE(Patches);

class Vit : public Network {
 public:
  explicit Vit(const VitOptions& options) : size_(options.size) {
    Check(size_ % kPatch == 0, "vit: size = ", size_, " is no multiple of ", kPatch, ".");
    const int64_t channels = ChannelsOf(options.variant),
                  patches = (size_ / kPatch) * (size_ / kPatch);
    patches_ = register_module("patch_embed", Patches(channels));
    own_ = register_parameter("cls_token", torch::zeros({1, 1, channels}));
    places_ = register_parameter("pos_embed", torch::zeros({1, 1 + patches, channels}));
    for (int i = 0; i < options.depth; ++i) blocks_->push_back(TransformerBlock(channels));
    register_module("blocks", blocks_);
    norm_ = register_module("norm", Norm(channels));
    last_ = register_module("head", torch::nn::Linear(channels, options.classes));
  }

  Outputs Show(const torch::Tensor& x) override {
    const torch::Tensor own = own_.expand({x.size(0), -1, -1});
    const torch::Tensor tokens = torch::cat({own, patches_(x)}, 1) + places_;
    const torch::Tensor features = norm_(blocks_->forward(tokens)).select(1, 0);
    return {OneLogit(last_(features)), {}, features, {}};
  }
  torch::Tensor forward(torch::Tensor x) override { return Show(x).answers; }
  InputFormat input() const override { return ImageNetInput(size_); }

  std::optional<double> InitialSpread(const std::string&,
                                      const torch::Tensor& parameter) const override {
    if (parameter.dim() < 2) return {};
    return .02;
  }

 private:
  int size_;
  Patches patches_{nullptr};
  torch::Tensor own_, places_;
  torch::nn::Sequential blocks_;
  torch::nn::LayerNorm norm_{nullptr};
  torch::nn::Linear last_{nullptr};
};

}  // namespace

void Register_vit(NetworkRegistry& registry) {
  registry.Add<VitOptions>(
      "vit", "attention between patches, Dosovitskiy et al. 2021",
      [](const VitOptions& options) { return std::make_unique<Vit>(options); });
}

}  // namespace swapbench
