// SPDX-License-Identifier: Apache-2.0
/// A residual network (He et al. 2016) small enough to be trained on a laptop's CPU in minutes: a
/// stem, four stages of `blocks` blocks, the mean over positions, one logit. Beside the picture the
/// stem sees its difference from a 3x3 mean: the traces of a swap are weak and of high frequency,
/// and a few hundred steps do not teach a first layer to look there (a residual as in Fridrich and
/// Kodovsky 2012).
#include "nets/layers.h"
#include "nets/network.h"

namespace swapbench {
namespace {

struct SmallResnetOptions {
  int size = 128;
  int width = 16;  // 16, 32, 64, 128 channels
  int blocks = 2;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels", Between{32, 1024});
    v("width", width, "channels of the first stage; each further one has twice as many",
      Between{8, 128});  // oneDNN 2.6 crashes training four
    v("blocks", blocks, "residual blocks a stage", Between{1, 8});
  }
};

class ResidualImpl : public torch::nn::Module {
 public:
  ResidualImpl(int64_t in, int64_t out, int64_t stride) {
    convolution1_ = register_module("conv1", Convolution(in, out, 3, stride));
    norm1_ = register_module("bn1", BatchNorm(out));
    convolution2_ = register_module("conv2", Convolution(out, out, 3, 1));
    norm2_ = register_module("bn2", BatchNorm(out));
    if (in == out && stride == 1) return;
    shortcut_ = register_module("shortcut", Convolution(in, out, 1, stride));
    shortcut_norm_ = register_module("shortcut_bn", BatchNorm(out));
  }

  torch::Tensor forward(const torch::Tensor& x) {
    const torch::Tensor inside = norm1_->Rectified(Convolve(convolution1_, x));
    return norm2_->Rectified(Convolve(convolution2_, inside),
                             shortcut_ ? shortcut_norm_(Convolve(shortcut_, x)) : x);
  }

 private:
  torch::nn::Conv2d convolution1_{nullptr}, convolution2_{nullptr}, shortcut_{nullptr};
  BatchNorm norm1_{nullptr}, norm2_{nullptr}, shortcut_norm_{nullptr};
};
TORCH_MODULE(Residual);

/// Eight times what a 3x3 mean leaves of each colour, about the picture's own spread: a fixed
/// convolution rather than a pooling, on whose borders runtimes disagree.
torch::Tensor ResidueKernel() {
  torch::Tensor kernel = torch::full({3, 1, 3, 3}, -8. / 9);
  kernel.select(2, 1).select(2, 1).add_(8);
  return kernel;
}

class SmallResnet : public Network {
 public:
  explicit SmallResnet(const SmallResnetOptions& options) : size_(options.size) {
    int64_t in = options.width;
    residue_ = register_buffer("residue", ResidueKernel());
    stem_ = register_module("stem", Convolution(6, in, 3, 2));
    stem_norm_ = register_module("stem_bn", BatchNorm(in));
    for (int stage = 0; stage < 4; ++stage) {
      const int64_t out = int64_t{options.width} << stage;
      for (int block = 0; block < options.blocks; ++block) {
        const int64_t stride = stage > 0 && block == 0 ? 2 : 1;
        blocks_.push_back(
            register_module(Concat("stage", stage + 1, "_", block + 1), Residual(in, out, stride)));
        in = out;
      }
    }
    last_ = register_module("last", torch::nn::Linear(in, 1));
  }

  torch::Tensor forward(torch::Tensor x) override {
    x = stem_norm_->Rectified(Convolve(stem_, torch::cat({x, Residue(x)}, 1)));
    for (Residual& block : blocks_) x = block(x);
    x = torch::adaptive_avg_pool2d(x, {1, 1}).flatten(1);
    if (is_training()) x = torch::dropout(x, .2, true);
    return last_(x).reshape({-1});
  }

  InputFormat input() const override { return SymmetricInput(size_); }

 private:
  torch::Tensor Residue(const torch::Tensor& x) const {
    return torch::conv2d(x, residue_, /*bias=*/{}, /*stride=*/1, /*padding=*/1, /*dilation=*/1,
                         /*groups=*/3);
  }

  int size_;
  torch::Tensor residue_;
  torch::nn::Conv2d stem_{nullptr};
  BatchNorm stem_norm_{nullptr};
  std::vector<Residual> blocks_;
  torch::nn::Linear last_{nullptr};
};

}  // namespace

void Register_small_resnet(NetworkRegistry& registry) {
  registry.Add<SmallResnetOptions>(
      "small_resnet", "a residual network that trains well on a CPU",
      [](const SmallResnetOptions& options) { return std::make_unique<SmallResnet>(options); });
}

}  // namespace swapbench
