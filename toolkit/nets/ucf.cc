// SPDX-License-Identifier: Apache-2.0
/// UCF (Yan et al. 2023, Uncovering Common Features for Generalizable Deepfake Detection): one
/// Xception describes a picture's fingerprint, another its content. Half of the fingerprint is to
/// be what all fakes have in common, and answers alone; the other half is to name the swap method.
/// In training a decoder draws every picture again, of its content and a fingerprint: its own, and
/// that of a picture of the other class. As in DeepfakeBench, which also names the tensors so; what
/// it does besides, to exchange common halves among pictures of one class, is left out.
#include "nets/xception.h"

namespace swapbench {
namespace {

constexpr int64_t kMaps = 512;        // of a fingerprint and of a content
constexpr int64_t kHalf = kMaps / 2;  // of a fingerprint's common and specific part

struct UcfOptions {
  int size = 256;
  int classes = 1;
  int methods = 4;
  double dropout = .2, decoder_dropout = .3;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels", Between{71, 1024});
    v("classes", classes, kClassesHelp, Between{1, 2});
    v("methods", methods, "swap methods that are told apart in training; 4 in FaceForensics++",
      Between{1, 1000});
    v("dropout", dropout, "share of both heads' scores left out in training", Between{0, .99});
    v("decoder_dropout", decoder_dropout, "share of the decoder's inputs left out in training",
      Between{0, .99});
  }
};

torch::nn::Conv2d Biased(int64_t in, int64_t out, int64_t side) {
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, side).padding(side / 2));
}

class EncoderImpl : public XceptionBackboneImpl {
 public:
  EncoderImpl()
      : XceptionBackboneImpl(3, 0),
        adjusted_(register_module(
            "adjust_channel", torch::nn::Sequential(Biased(kChannels, kMaps, 1), BatchNorm(kMaps),
                                                    torch::nn::ReLU()))) {}
  torch::Tensor forward(const torch::Tensor& x) { return adjusted_->forward(Maps(x)); }

 private:
  torch::nn::Sequential adjusted_;
};
TORCH_MODULE(Encoder);

/// A half of the fingerprint.
class HalfImpl : public torch::nn::Module {
 public:
  HalfImpl()
      : layers_(register_module(
            "conv2d", torch::nn::Sequential(Biased(kMaps, kHalf, 1), torch::nn::LeakyReLU(),
                                            Biased(kHalf, kHalf, 1), torch::nn::LeakyReLU(),
                                            Biased(kHalf, kHalf, 1)))) {}
  torch::Tensor forward(const torch::Tensor& x) { return layers_->forward(x); }

 private:
  torch::nn::Sequential layers_;
};
TORCH_MODULE(Half);

/// Means of a half -> N x classes.
class HeadImpl : public torch::nn::Module {
 public:
  HeadImpl(int64_t classes, double dropout)
      : dropout_(dropout),
        layers_(register_module(
            "mlp", torch::nn::Sequential(torch::nn::Linear(kHalf, kMaps), torch::nn::LeakyReLU(),
                                         torch::nn::Linear(kMaps, classes)))) {}
  torch::Tensor forward(const torch::Tensor& means) {
    return torch::dropout(layers_->forward(means), dropout_, is_training());
  }

 private:
  double dropout_;
  torch::nn::Sequential layers_;
};
TORCH_MODULE(Head);

/// Gives each map of the content mean and deviation of the fingerprint's (Huang & Belongie 2017).
torch::Tensor Restyled(const torch::Tensor& content, const torch::Tensor& fingerprint) {
  const auto mean = [](const torch::Tensor& x) { return x.mean({2, 3}, true); };
  const auto deviation = [](const torch::Tensor& x) {
    return (x.var({2, 3}, /*unbiased=*/true, /*keepdim=*/true) + 1e-5).sqrt();
  };
  return (content - mean(content)) / deviation(content) * deviation(fingerprint) +
         mean(fingerprint);
}

class DecoderImpl : public torch::nn::Module {
 public:
  explicit DecoderImpl(double dropout)
      : dropout_(dropout), last_(register_module("conv_last", Biased(64, 3, 1))) {
    for (const int64_t level : {3, 2, 1}) {
      const int64_t out = 32 << level;
      levels_.push_back(
          register_module(Concat("dconv_up", level),
                          torch::nn::Sequential(Biased(2 * out, out, 3), torch::nn::ReLU(),
                                                Biased(out, out, 3), torch::nn::ReLU())));
    }
  }

  /// N x 3 x side x side, -1..1.
  torch::Tensor forward(torch::Tensor x, torch::Tensor fingerprint, int64_t side) {
    for (size_t i = 0; i < levels_.size(); ++i) {
      x = Drawn(i, Restyled(x, fingerprint));
      if (i + 1 < levels_.size()) fingerprint = Drawn(i, fingerprint);
    }
    return torch::tanh(Resized(last_(x), side, side));
  }

 private:
  torch::Tensor Drawn(size_t level, const torch::Tensor& x) {
    const torch::Tensor larger = Resized(x, 2 * x.size(2), 2 * x.size(3));
    return levels_[level]->forward(torch::dropout(larger, dropout_, is_training()));
  }

  double dropout_;
  std::vector<torch::nn::Sequential> levels_;
  torch::nn::Conv2d last_;
};
TORCH_MODULE(Decoder);

class Ucf : public Network {
 public:
  explicit Ucf(const UcfOptions& options)
      : size_(options.size),
        fingerprint_(register_module("encoder_f", Encoder())),
        content_(register_module("encoder_c", Encoder())),
        common_(register_module("block_sha", Half())),
        specific_(register_module("block_spe", Half())),
        answers_(register_module("head_sha", Head(options.classes, options.dropout))),
        methods_(register_module("head_spe", Head(options.methods + 1, options.dropout))),
        decoder_(register_module("con_gan", Decoder(options.decoder_dropout))) {}

  /// A row lends its fingerprint to the next one, and the last one to the first: in a batch of
  /// reals and fakes in turn to one of the other class.
  Outputs Show(const torch::Tensor& x) override {
    const torch::Tensor fingerprint = fingerprint_(x), content = content_(x),
                        common = common_(fingerprint), specific = specific_(fingerprint);
    const torch::Tensor own = torch::cat({specific, common}, 1), other = own.roll(1, 0);
    Outputs shown{};
    shown.features = common.mean({2, 3});
    shown.answers = OneLogit(answers_(shown.features));
    shown.specific = specific.mean({2, 3});
    shown.methods = methods_(shown.specific);
    shown.drawn =
        torch::stack({decoder_(content, own, x.size(2)), decoder_(content, other, x.size(2))}, 1);
    return shown;
  }
  torch::Tensor forward(torch::Tensor x) override {
    return OneLogit(
        answers_(torch::adaptive_avg_pool2d(common_(fingerprint_(x)), {1, 1}).flatten(1)));
  }
  InputFormat input() const override { return SymmetricInput(size_); }
  Spec objective() const override { return {"disentangling", {}}; }

 private:
  int size_;
  Encoder fingerprint_, content_;
  Half common_, specific_;
  Head answers_, methods_;
  Decoder decoder_;
};

}  // namespace

void Register_ucf(NetworkRegistry& registry) {
  registry.Add<UcfOptions>(
      "ucf", "Xception whose description of fakes is rid of content and method, Yan et al. 2023",
      [](const UcfOptions& options) { return std::make_unique<Ucf>(options); });
}

}  // namespace swapbench
