// SPDX-License-Identifier: Apache-2.0
/// RECCE (Cao et al. 2022, End-to-End Reconstruction-Classification Learning for Face Forgery
/// Detection): from the fourth block of an Xception a decoder draws the picture once more. It
/// learns to draw reals alone, so that it draws what is fake badly: the later blocks see what the
/// decoder knows of a place, and look where it failed. Tensors are named as by the authors.
#include "nets/xception.h"

namespace swapbench {
namespace {

constexpr int64_t kEncoded = 728;  // channels of Xception's middle blocks
constexpr int64_t kKnown = 256;    // channels of what is known of a place

struct RecceOptions {
  int size = 256;
  int classes = 1;
  double dropout = .2, noise = 1e-6;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels; 299 in its publication, 256 in DeepfakeBench",
      Between{71, 1024});
    v("classes", classes, kClassesHelp, Between{1, 2});
    v("dropout", dropout, "share of the last layer's inputs and of three maps left out in training",
      Between{0, .99});
    v("noise", noise, "standard deviation added to every other picture in training", Between{0, 1});
  }
};

torch::nn::Sequential Enlarging(int64_t in, int64_t out) {
  return torch::nn::Sequential(Twice(), Separable(in, out), BatchNorm(out), torch::nn::ReLU());
}

torch::nn::Sequential Embedding(int64_t channels) {
  return torch::nn::Sequential(Convolution(channels, kKnown, 1), torch::nn::ReLU(),
                               Convolution(kKnown, kKnown, 1));
}

/// The values' means over squares of `side`, weighted by a softmax over the square.
torch::Tensor SoftmaxMeans(const torch::Tensor& energy, const torch::Tensor& values, int64_t side) {
  const torch::Tensor most = Repeated(torch::max_pool2d(energy, side), side),
                      shares = torch::exp(energy - most);
  return torch::avg_pool2d(shares * values, side) / torch::avg_pool2d(shares, side);
}

/// What the encoder and two maps of the decoder, two and four times as large, know of each place
/// (section 3.3): a square of theirs and its place form a graph.
class GraphReasoningImpl : public torch::nn::Module {
 public:
  explicit GraphReasoningImpl(double dropout)
      : own_(register_module("va_embedding", Embedding(kEncoded))),
        mixed_(register_module(
            "reproject", torch::nn::Sequential(
                             Convolution(3 * kKnown, kEncoded, 1), torch::nn::ReLU(),
                             Convolution(kEncoded, kEncoded, 1), torch::nn::Dropout(dropout)))) {
    Add("b", 256, 2);
    Add("c", 128, 4);
  }

  torch::Tensor forward(const torch::Tensor& encoded, const std::vector<torch::Tensor>& decoded) {
    const torch::Tensor own = own_->forward(encoded);
    std::vector<torch::Tensor> known;
    for (size_t i = 0; i < decoded.size(); ++i) {
      auto& [times, embedding, weight, gate] = squares_[i];
      const torch::Tensor values = embedding->forward(decoded[i]);
      const torch::Tensor energy = weight->forward(torch::cat({Repeated(own, times), values}, 1));
      known.push_back(SoftmaxMeans(energy, values, times) * (1 - gate->forward(encoded)));
    }
    known.push_back(own);
    return mixed_->forward(torch::sigmoid(torch::cat(known, 1)));
  }

 private:
  struct Squares {
    int64_t times;
    torch::nn::Sequential embedding, weight, gate;
  };

  void Add(const std::string& letter, int64_t channels, int64_t times) {
    squares_.push_back(
        {times, register_module("v" + letter + "_embedding", Embedding(channels)),
         register_module("reweight_a" + letter,
                         torch::nn::Sequential(Convolution(2 * kKnown, 1, 1), torch::nn::ReLU())),
         register_module(
             "va_gated_" + letter,
             torch::nn::Sequential(Convolution(kEncoded, kKnown, 1), torch::nn::Sigmoid()))});
  }

  torch::nn::Sequential own_, mixed_;
  std::vector<Squares> squares_;
};
TORCH_MODULE(GraphReasoning);

/// Looks where the picture was drawn badly (section 3.4).
class GuidedAttentionImpl : public torch::nn::Module {
 public:
  explicit GuidedAttentionImpl(double dropout)
      : dropout_(dropout),
        places_(register_module("gated",
                                torch::nn::Sequential(Convolution(3, 3, 3), torch::nn::ReLU(),
                                                      Convolution(3, 1, 1), torch::nn::Sigmoid()))),
        maps_(register_module("h", torch::nn::Sequential(Convolution(kEncoded, kEncoded, 1),
                                                         BatchNorm(kEncoded), torch::nn::ReLU()))) {
  }

  torch::Tensor forward(const torch::Tensor& difference, const torch::Tensor& x) {
    const torch::Tensor places = places_->forward(Resized(difference, x.size(2), x.size(3)));
    return places * maps_->forward(x) + torch::dropout(x, dropout_, is_training());
  }

 private:
  double dropout_;
  torch::nn::Sequential places_, maps_;
};
TORCH_MODULE(GuidedAttention);

class Recce : public Network {
 public:
  explicit Recce(const RecceOptions& options)
      : options_(options),
        encoder_(register_module("encoder", XceptionBackbone(3, 0))),
        reasoning_(register_module("reasoning", GraphReasoning(options.dropout))),
        attention_(register_module("attention", GuidedAttention(options.dropout))),
        last_(register_module("fc", torch::nn::Linear(XceptionParts::kChannels, options.classes))) {
    enlarge1_ = register_module("decoder1", Enlarging(kEncoded, 256));
    block2_ = register_module("decoder2", XceptionBlock(BlockPlan{256, 256, 3, 1, true, true}));
    enlarge3_ = register_module("decoder3", Enlarging(256, 128));
    block4_ = register_module("decoder4", XceptionBlock(BlockPlan{128, 128, 3, 1, true, true}));
    enlarge5_ = register_module("decoder5", Enlarging(128, 64));
    draw6_ = register_module("decoder6",
                             torch::nn::Sequential(Convolution(64, 3, 1), torch::nn::Tanh()));
  }

  Outputs Show(const torch::Tensor& picture) override {
    const torch::Tensor seen = encoder_->First(is_training() ? Noisy(picture) : picture);
    const torch::Tensor encoded = encoder_->Blocks(encoder_->Second(seen), 1, 4);
    const torch::Tensor coarse = block2_(enlarge1_->forward(Thinned(encoded)));
    const torch::Tensor fine = block4_(enlarge3_->forward(coarse));
    const torch::Tensor drawn =
        Resized(draw6_->forward(enlarge5_->forward(fine)), picture.size(2), picture.size(3));
    torch::Tensor x = encoder_->Blocks(encoded, 5, 7);
    x = encoder_->Blocks(x + reasoning_->forward(x, {coarse, fine}), 8, 8);
    x = encoder_->Blocks(attention_((picture - drawn).abs(), x), 9, XceptionParts::kBlocks);
    const torch::Tensor means = Thinned(XceptionParts::Means(encoder_->Last(x)));
    Outputs shown{OneLogit(last_(means)), {}, means, {}};
    shown.drawn = drawn.unsqueeze(1);
    for (const torch::Tensor& maps : {encoded, coarse, fine})
      shown.depths.push_back(maps.mean({2, 3}));
    return shown;
  }

  torch::Tensor forward(torch::Tensor x) override { return Show(x).answers; }
  InputFormat input() const override { return SymmetricInput(options_.size); }
  Spec objective() const override { return {"reconstruction_classification", {}}; }

 private:
  torch::Tensor Thinned(const torch::Tensor& x) const {
    return torch::dropout(x, options_.dropout, is_training());
  }
  torch::Tensor Noisy(const torch::Tensor& x) const {
    const torch::Tensor chosen = torch::rand({x.size(0), 1, 1, 1}, x.options()) > .5;
    return (x + options_.noise * torch::randn_like(x) * chosen).clamp(-1, 1);
  }

  RecceOptions options_;
  XceptionBackbone encoder_;
  GraphReasoning reasoning_;
  GuidedAttention attention_;
  torch::nn::Linear last_;
  torch::nn::Sequential enlarge1_{nullptr}, enlarge3_{nullptr}, enlarge5_{nullptr}, draw6_{nullptr};
  XceptionBlock block2_{nullptr}, block4_{nullptr};
};

}  // namespace

void Register_recce(NetworkRegistry& registry) {
  registry.Add<RecceOptions>(
      "recce", "Xception that looks where it draws the picture badly, Cao et al. 2022",
      [](const RecceOptions& options) { return std::make_unique<Recce>(options); });
}

}  // namespace swapbench
