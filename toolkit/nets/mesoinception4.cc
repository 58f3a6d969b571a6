// SPDX-License-Identifier: Apache-2.0
/// MesoInception4 (Afchar et al. 2018): two inception blocks of four branches, then two
/// convolutions. `keras` is the authors' network, `dfb` the one of DeepfakeBench, which has neither
/// rectifier nor bias in the branches.
#include "nets/meso.h"
#include "nets/network.h"

namespace swapbench {
namespace {

struct MesoInception4Options {
  std::string variant = "keras";
  int size = 256;

  template <class V>
  void Describe(V& v) {
    v("variant", variant, "keras: as published; dfb: as in DeepfakeBench", OneOf{{"keras", "dfb"}});
    v("size", size, "side of the input, pixels, a multiple of 32", Between{32, 1024});
  }
};

/// 1x1 | 1x1, 3x3 | 1x1, 3x3 dilated by 2 | 1x1, 3x3 dilated by 3, side by side, then normalised.
class InceptionImpl : public torch::nn::Module {
 public:
  InceptionImpl(int64_t in, std::array<int64_t, 4> width, bool keras) : keras_(keras) {
    for (size_t branch = 0; branch < 4; ++branch) {
      reduce_.push_back(register_module(Concat("reduce", branch + 1),
                                        meso::SameConvolution(in, width[branch], 1, keras)));
      if (branch > 0)
        widen_.push_back(
            register_module(Concat("widen", branch + 1),
                            meso::SameConvolution(width[branch], width[branch], 3, keras,
                                                  static_cast<int64_t>(branch))));
    }
    norm_ = register_module("bn", meso::Norm(width[0] + width[1] + width[2] + width[3], keras));
  }

  torch::Tensor forward(const torch::Tensor& x) {
    std::vector<torch::Tensor> branches;
    for (size_t branch = 0; branch < 4; ++branch) {
      branches.push_back(Rectified(reduce_[branch](x)));
      if (branch > 0) branches.back() = Rectified(widen_[branch - 1](branches.back()));
    }
    return norm_(torch::cat(branches, 1));
  }

 private:
  torch::Tensor Rectified(const torch::Tensor& x) const { return keras_ ? torch::relu(x) : x; }

  bool keras_;
  std::vector<torch::nn::Conv2d> reduce_, widen_;
  BatchNorm norm_{nullptr};
};
TORCH_MODULE(Inception);

class MesoInception4 : public Network {
 public:
  explicit MesoInception4(const MesoInception4Options& options)
      : keras_(options.variant == "keras"), size_(options.size) {
    using Widths = std::array<int64_t, 4>;
    first_ = register_module("inception1", Inception(3, Widths{1, 4, 4, 2}, keras_));
    second_ = register_module("inception2", Inception(11, Widths{2, 4, 4, 2}, keras_));
    convolution1_ = register_module("conv1", meso::SameConvolution(12, 16, 5, keras_));
    convolution2_ = register_module("conv2", meso::SameConvolution(16, 16, 5, keras_));
    norm1_ = register_module("bn1", meso::Norm(16, keras_));
    norm2_ = keras_ ? register_module("bn2", meso::Norm(16, keras_)) : norm1_;
    head_ = std::make_unique<meso::Head>(*this, size_, keras_, /*leaky=*/true);
  }

  torch::Tensor forward(torch::Tensor x) override {
    x = torch::max_pool2d(first_(x), 2);
    x = torch::max_pool2d(second_(x), 2);
    x = torch::max_pool2d(norm1_(torch::relu(convolution1_(x))), 2);
    x = torch::max_pool2d(norm2_(torch::relu(convolution2_(x))), 4);
    return head_->Forward(x, is_training());
  }

  InputFormat input() const override { return meso::Input(size_, keras_); }

 private:
  bool keras_;
  int size_;
  Inception first_{nullptr}, second_{nullptr};
  torch::nn::Conv2d convolution1_{nullptr}, convolution2_{nullptr};
  BatchNorm norm1_{nullptr}, norm2_{nullptr};
  std::unique_ptr<meso::Head> head_;
};

}  // namespace

void Register_mesoinception4(NetworkRegistry& registry) {
  registry.Add<MesoInception4Options>(
      "mesoinception4", "two inception blocks and two convolutions, Afchar et al. 2018",
      [](const MesoInception4Options& options) {
        return std::make_unique<MesoInception4>(options);
      });
}

}  // namespace swapbench
