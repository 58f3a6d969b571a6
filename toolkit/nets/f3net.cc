// SPDX-License-Identifier: Apache-2.0
/// F3-Net (Qian et al. 2020, Thinking in Frequency): its branch FAD, frequency-aware decomposition.
/// The picture's discrete cosine transform passes four filters, three bands and everything, each
/// with a learnt part; what they let through are twelve channels for Xception. DeepfakeBench and
/// the widely used re-implementation have this branch alone; so has this.
#include <numbers>

#include "nets/xception.h"

namespace swapbench {
namespace {

struct F3NetOptions {
  int size = 256;
  int classes = 1;
  double dropout = .5;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels", Between{71, 1024});
    v("classes", classes, kClassesHelp, Between{1, 2});
    v("dropout", dropout, "share of the last layer's inputs left out in training", Between{0, .99});
  }
};

/// The orthonormal DCT-II: row i is the cosine of frequency i.
torch::Tensor CosineTransform(int size) {
  const torch::Tensor frequency = torch::arange(size, torch::kFloat64).unsqueeze(1),
                      place = torch::arange(size, torch::kFloat64).unsqueeze(0) + .5;
  torch::Tensor rows =
      torch::cos(frequency * place * (std::numbers::pi / size)) * std::sqrt(2. / size);
  rows[0] /= std::numbers::sqrt2;
  return rows.to(torch::kFloat32);
}

/// Lets the frequencies i, j with from <= i + j <= to pass, and what it has learnt besides.
class BandImpl : public torch::nn::Module {
 public:
  BandImpl(int size, double from, double to) {
    const torch::Tensor index = torch::arange(size), sum = index.unsqueeze(0) + index.unsqueeze(1);
    const torch::Tensor passes = (sum >= from).logical_and(sum <= to);
    base_ = register_buffer("base", passes.to(torch::kFloat32));
    learnt_ = register_parameter("learnable", torch::zeros({size, size}));
  }

  torch::Tensor forward(const torch::Tensor& spectrum) {
    return spectrum * (base_ + 2 * torch::sigmoid(learnt_) - 1);
  }

 private:
  torch::Tensor base_, learnt_;
};
TORCH_MODULE(Band);

class DecompositionImpl : public torch::nn::Module {
 public:
  explicit DecompositionImpl(int size) {
    const torch::Tensor transform = CosineTransform(size);
    transform_ = register_buffer("_DCT_all", transform);
    inverse_ = register_buffer("_DCT_all_T", transform.t().contiguous());
    const double low = std::floor(size / 2.82), middle = std::floor(size / 2.), all = 2. * size;
    bands_ = register_module("filters",
                             torch::nn::ModuleList(Band(size, 0, low), Band(size, low, middle),
                                                   Band(size, middle, all), Band(size, 0, all)));
  }

  /// N x 3 x size x size -> N x 12 x size x size.
  torch::Tensor forward(const torch::Tensor& x) {
    const torch::Tensor spectrum = torch::matmul(torch::matmul(transform_, x), inverse_);
    std::vector<torch::Tensor> pictures;
    for (size_t i = 0; i < bands_->size(); ++i)
      pictures.push_back(torch::matmul(
          torch::matmul(inverse_, bands_->at<BandImpl>(i).forward(spectrum)), transform_));
    return torch::cat(pictures, 1);
  }

 private:
  torch::Tensor transform_, inverse_;
  torch::nn::ModuleList bands_{nullptr};
};
TORCH_MODULE(Decomposition);

class F3Net : public Network {
 public:
  explicit F3Net(const F3NetOptions& options)
      : size_(options.size),
        dropout_(options.dropout),
        decomposition_(register_module("FAD_head", Decomposition(options.size))),
        backbone_(register_module("backbone", XceptionBackbone(12, options.classes))) {}

  torch::Tensor forward(torch::Tensor x) override {
    const torch::Tensor means = XceptionParts::Means(backbone_->Maps(decomposition_(x)));
    return OneLogit(backbone_->Scores(torch::dropout(means, dropout_, is_training())));
  }

  InputFormat input() const override { return SymmetricInput(size_); }

  std::optional<double> InitialSpread(const std::string& name,
                                      const torch::Tensor&) const override {
    if (!name.ends_with(".learnable")) return {};
    return .1;
  }

 private:
  int size_;
  double dropout_;
  Decomposition decomposition_;
  XceptionBackbone backbone_;
};

}  // namespace

void Register_f3net(NetworkRegistry& registry) {
  registry.Add<F3NetOptions>(
      "f3net", "Xception on four bands of the picture's cosine transform, Qian et al. 2020",
      [](const F3NetOptions& options) { return std::make_unique<F3Net>(options); });
}

}  // namespace swapbench
