// SPDX-License-Identifier: Apache-2.0
/// Capsule-Forensics (Nguyen et al. 2019, Capsule-forensics: using capsule networks to detect
/// forged images and videos; arXiv:1910.12467): the first blocks of VGG-19 (Simonyan & Zisserman
/// 2015), ten capsules that describe means and deviations of what these see, and two capsules, real
/// and fake, which they agree on by dynamic routing (Sabour et al. 2017). Tensors are named as in
/// DeepfakeBench.
#include "nets/layers.h"
#include "nets/network.h"

namespace swapbench {
namespace {

constexpr int64_t kDescriptions = 8;  // numbers a capsule gives
constexpr int64_t kDimensions = 4;    // of the real and the fake capsule

struct CapsuleOptions {
  int size = 256;
  int capsules = 10;
  double noise = .01, dropout = .05;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels; 300 in its publication, 256 in DeepfakeBench",
      Between{32, 1024});
    v("capsules", capsules, "that describe the picture", Between{1, 64});
    v("noise", noise, "standard deviation added to the routing weights in training", Between{0, 1});
    v("dropout", dropout, "share of the descriptions left out in training", Between{0, .99});
  }
};

/// Shortens vectors along `dimension` to less than 1; the direction stays.
torch::Tensor Squash(const torch::Tensor& x, int64_t dimension) {
  const torch::Tensor square = x.square().sum(dimension, true).clamp_min(1e-30);
  return x * square.sqrt() / (1 + square);
}

/// The first 19 layers of VGG-19: its stages of 64, 128 and 256 channels, to an eighth of the side.
torch::nn::Sequential FirstStages() {
  torch::nn::Sequential layers;
  int64_t in = 3;
  for (const auto& [out, convolutions] : {std::pair{64, 2}, {128, 2}, {256, 4}}) {
    for (int i = 0; i < convolutions; ++i, in = out) {
      layers->push_back(torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 3).padding(1)));
      layers->push_back(torch::nn::ReLU());
    }
    layers->push_back(torch::nn::MaxPool2d(2));
  }
  return layers;
}

class VggImpl : public torch::nn::Module {
 public:
  VggImpl() : layers_(register_module("vgg_1", FirstStages())) {}
  torch::Tensor forward(const torch::Tensor& x) { return layers_->forward(x); }

 private:
  torch::nn::Sequential layers_;
};
TORCH_MODULE(Vgg);

/// N x C x H x W -> N x 2 x C: mean and standard deviation of every map.
class MomentsOfMapsImpl : public torch::nn::Module {
 public:
  torch::Tensor forward(const torch::Tensor& x) {
    const torch::Tensor flat = x.flatten(2);
    return torch::stack({flat.mean(2), flat.std(2)}, 1);
  }
};
TORCH_MODULE(MomentsOfMaps);

torch::nn::Sequential PrimaryCapsule() {
  using torch::nn::Conv1dOptions, torch::nn::Conv2dOptions;
  return torch::nn::Sequential(
      torch::nn::Conv2d(Conv2dOptions(256, 64, 3).padding(1)), BatchNorm(64), torch::nn::ReLU(),
      torch::nn::Conv2d(Conv2dOptions(64, 16, 3).padding(1)), BatchNorm(16), torch::nn::ReLU(),
      MomentsOfMaps(), torch::nn::Conv1d(Conv1dOptions(2, 8, 5).stride(2).padding(2)), BatchNorm(8),
      torch::nn::Conv1d(Conv1dOptions(8, 1, 3).padding(1)), BatchNorm(1));
}

class PrimaryCapsulesImpl : public torch::nn::Module {
 public:
  explicit PrimaryCapsulesImpl(int count) {
    for (int i = 0; i < count; ++i) capsules_->push_back(PrimaryCapsule());
    register_module("capsules", capsules_);
  }
  /// N x 256 x H x W -> N x capsules x 8, each description squashed over the capsules, as
  /// published.
  torch::Tensor forward(const torch::Tensor& maps) {
    std::vector<torch::Tensor> descriptions;
    for (size_t i = 0; i < capsules_->size(); ++i)
      descriptions.push_back(capsules_->at<torch::nn::SequentialImpl>(i).forward(maps));
    return Squash(torch::cat(descriptions, 1), 1);
  }

 private:
  torch::nn::ModuleList capsules_;
};
TORCH_MODULE(PrimaryCapsules);

class RoutingImpl : public torch::nn::Module {
 public:
  explicit RoutingImpl(const CapsuleOptions& options)
      : noise_(options.noise),
        dropout_(options.dropout),
        weights_(register_parameter(
            "route_weights", torch::zeros({2, options.capsules, kDimensions, kDescriptions}))) {}

  /// N x capsules x 8 -> N x 2 x 4.
  torch::Tensor forward(const torch::Tensor& descriptions) {
    constexpr int kIterations = 2;
    torch::Tensor weights = weights_;
    if (is_training()) weights = weights + noise_ * torch::randn_like(weights);
    // What each capsule says of the two: N x 2 x capsules x 4.
    torch::Tensor votes = torch::einsum("kcdi,nci->nkcd", {weights, descriptions});
    if (is_training()) votes = votes * torch::rand_like(votes).ge(dropout_);
    torch::Tensor agreement = torch::zeros_like(votes), result;
    for (int i = 0; i < kIterations; ++i) {
      result = Squash((torch::softmax(agreement, 2) * votes).sum(2, true), 3);
      agreement = agreement + votes * result;
    }
    return result.squeeze(2);
  }

 private:
  double noise_, dropout_;
  torch::Tensor weights_;
};
TORCH_MODULE(Routing);

class Capsule : public Network {
 public:
  explicit Capsule(const CapsuleOptions& options)
      : size_(options.size),
        maps_(register_module("vgg_ext", Vgg())),
        capsules_(register_module("fea_ext", PrimaryCapsules(options.capsules))),
        routing_(register_module("routing_stats", Routing(options))) {}

  /// The probability is the mean over the dimensions of softmaxes.
  Outputs Show(const torch::Tensor& x) override {
    const torch::Tensor classes = routing_(capsules_(maps_(x)));
    const torch::Tensor shares = torch::log_softmax(classes, 1).logsumexp(2);
    return {OneLogit(shares), classes, {}, {}};
  }
  torch::Tensor forward(torch::Tensor x) override { return Show(x).answers; }
  InputFormat input() const override { return SymmetricInput(size_); }

  std::optional<double> InitialSpread(const std::string& name,
                                      const torch::Tensor&) const override {
    if (!name.ends_with("route_weights")) return {};
    return 1;
  }

 private:
  int size_;
  Vgg maps_;
  PrimaryCapsules capsules_;
  Routing routing_;
};

}  // namespace

void Register_capsule(NetworkRegistry& registry) {
  registry.Add<CapsuleOptions>(
      "capsule", "capsules on VGG-19's first stages, Nguyen et al. 2019",
      [](const CapsuleOptions& options) { return std::make_unique<Capsule>(options); });
}

}  // namespace swapbench
