// SPDX-License-Identifier: Apache-2.0
/// Meso4 (Afchar et al. 2018). `keras` is the authors' network, `dfb` the one of DeepfakeBench:
/// shared normalisations, convolutions without bias, two logits.
#include "nets/meso.h"
#include "nets/network.h"

namespace swapbench {
namespace {

struct Meso4Options {
  std::string variant = "keras";
  bool leaky = true;  // the authors' later code; their published weights were trained without
  int size = 256;

  template <class V>
  void Describe(V& v) {
    v("variant", variant, "keras: as published; dfb: as in DeepfakeBench", OneOf{{"keras", "dfb"}});
    v("leaky", leaky, "LeakyReLU between the two dense layers");
    v("size", size, "side of the input, pixels, a multiple of 32", Between{32, 1024});
  }
};

class Meso4 : public Network {
 public:
  explicit Meso4(const Meso4Options& options)
      : keras_(options.variant == "keras"), size_(options.size) {
    const std::array<int64_t, 5> width = {3, 8, 8, 16, 16};
    for (size_t i = 0; i < 4; ++i)
      convolutions_.push_back(
          register_module(Concat("conv", i + 1),
                          meso::SameConvolution(width[i], width[i + 1], i == 0 ? 3 : 5, keras_)));
    for (size_t i = 0; i < (keras_ ? 4 : 2); ++i)
      norms_.push_back(register_module(Concat("bn", i + 1),
                                       meso::Norm(width[keras_ ? i + 1 : 2 * i + 1], keras_)));
    head_ = std::make_unique<meso::Head>(*this, size_, keras_, options.leaky);
  }

  torch::Tensor forward(torch::Tensor x) override {
    for (size_t i = 0; i < 4; ++i) {
      x = norms_[keras_ ? i : i / 2](torch::relu(convolutions_[i](x)));
      x = torch::max_pool2d(x, i == 3 ? 4 : 2);
    }
    return head_->Forward(x, is_training());
  }

  InputFormat input() const override { return meso::Input(size_, keras_); }

 private:
  bool keras_;
  int size_;
  std::vector<torch::nn::Conv2d> convolutions_;
  std::vector<BatchNorm> norms_;
  std::unique_ptr<meso::Head> head_;
};

}  // namespace

void Register_meso4(NetworkRegistry& registry) {
  registry.Add<Meso4Options>(
      "meso4", "four convolutions, Afchar et al. 2018",
      [](const Meso4Options& options) { return std::make_unique<Meso4>(options); });
}

}  // namespace swapbench
