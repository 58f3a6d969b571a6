// SPDX-License-Identifier: Apache-2.0
/// SRM (Luo et al. 2021, Generalizing Face Forgery Detection with High-frequency Features): one
/// Xception sees the picture, another what three filters of the Spatial Rich Model (Fridrich &
/// Kodovsky 2012) leave of it and of the first one's maps; each attends to the other twice, and
/// both are fused. Tensors are named as in DeepfakeBench. Its published weights bring kernels in
/// which every channel meets one filter three times; here each meets all three, as in the paper.
#include "nets/xception.h"

namespace swapbench {
namespace {

/// 3 x 5 x 5: second differences of both axes, of third order, and along a row.
torch::Tensor RichModelFilters() {
  const torch::Tensor square = torch::tensor({{0., 0., 0., 0., 0.},
                                              {0., -1., 2., -1., 0.},
                                              {0., 2., -4., 2., 0.},
                                              {0., -1., 2., -1., 0.},
                                              {0., 0., 0., 0., 0.}}),
                      wide = torch::tensor({{-1., 2., -2., 2., -1.},
                                            {2., -6., 8., -6., 2.},
                                            {-2., 8., -12., 8., -2.},
                                            {2., -6., 8., -6., 2.},
                                            {-1., 2., -2., 2., -1.}}),
                      row = torch::tensor({{0., 0., 0., 0., 0.},
                                           {0., 0., 0., 0., 0.},
                                           {0., 1., -2., 1., 0.},
                                           {0., 0., 0., 0., 0.},
                                           {0., 0., 0., 0., 0.}});
  return torch::stack({square / 4, wide / 12, row / 2}).to(torch::kFloat32);
}

/// Equation 1: residuals, cut off at 3.
torch::Tensor Residuals(const torch::Tensor& x, const torch::Tensor& kernel, int64_t groups) {
  return torch::clamp(torch::conv2d(x, kernel, {}, 1, 2, 1, groups), -3, 3);
}

/// Of the sum of three channels, by each filter.
class PictureResidualsImpl : public torch::nn::Module {
 public:
  PictureResidualsImpl()
      : kernel_(register_buffer(
            "kernel", RichModelFilters().unsqueeze(1).expand({3, 3, 5, 5}).contiguous())) {}
  torch::Tensor forward(const torch::Tensor& x) { return Residuals(x, kernel_, 1); }

 private:
  torch::Tensor kernel_;
};
TORCH_MODULE(PictureResiduals);

/// Of each channel by itself, mixed again to as many.
class MapResidualsImpl : public torch::nn::Module {
 public:
  explicit MapResidualsImpl(int64_t channels)
      : kernel_(
            register_buffer("kernel", RichModelFilters().repeat({channels, 1, 1}).unsqueeze(1))),
        mixed_(register_module("out_conv",
                               torch::nn::Sequential(Convolution(3 * channels, channels, 1),
                                                     BatchNorm(channels), torch::nn::ReLU()))) {}
  torch::Tensor forward(const torch::Tensor& x) {
    return mixed_->forward(Residuals(x, kernel_, x.size(1)));
  }

 private:
  torch::Tensor kernel_;
  torch::nn::Sequential mixed_;
};
TORCH_MODULE(MapResiduals);

/// One weight for each place, from the mean and the maximum of its channels (Woo et al. 2018).
class PlaceWeightsImpl : public torch::nn::Module {
 public:
  PlaceWeightsImpl() : convolution_(register_module("conv", Convolution(2, 1, 7))) {}
  torch::Tensor forward(const torch::Tensor& x) {
    return torch::sigmoid(convolution_(torch::cat({x.mean(1, true), x.amax(1, true)}, 1)));
  }

 private:
  torch::nn::Conv2d convolution_;
};
TORCH_MODULE(PlaceWeights);

/// Where the residuals say that the picture should be looked at.
class ResidualAttentionImpl : public torch::nn::Module {
 public:
  ResidualAttentionImpl()
      : residuals_(register_module("srm", PictureResiduals())),
        maps_(register_module(
            "conv", torch::nn::Sequential(UnpaddedConvolution(3, 32, 3, 2), BatchNorm(32),
                                          torch::nn::ReLU(), UnpaddedConvolution(32, 64, 3),
                                          BatchNorm(64), torch::nn::ReLU()))),
        weights_(register_module("pa", PlaceWeights())) {}
  torch::Tensor forward(const torch::Tensor& x) { return weights_(maps_->forward(residuals_(x))); }

 private:
  PictureResiduals residuals_;
  torch::nn::Sequential maps_;
  PlaceWeights weights_;
};
TORCH_MODULE(ResidualAttention);

torch::nn::Conv2d Projection(int64_t in, int64_t out) {
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 1));
}

/// Each stream gains what it attends to in the other (section 3.4); `places` of one map.
class CrossAttentionImpl : public torch::nn::Module {
 public:
  CrossAttentionImpl(int64_t channels, int64_t places) {
    const int64_t narrow = channels / 8;
    keys_x_ = register_module("key_conv1", Projection(channels, narrow));
    keys_y_ = register_module("key_conv2", Projection(channels, narrow));
    shared_ = register_module("key_conv_share", Projection(narrow, narrow));
    to_x_ = register_module("linear1", torch::nn::Linear(places, places));
    to_y_ = register_module("linear2", torch::nn::Linear(places, places));
    values_x_ = register_module("value_conv1", Projection(channels, channels));
    values_y_ = register_module("value_conv2", Projection(channels, channels));
    gain_x_ = register_parameter("gamma1", torch::zeros(1));
    gain_y_ = register_parameter("gamma2", torch::zeros(1));
  }

  std::pair<torch::Tensor, torch::Tensor> forward(const torch::Tensor& x, const torch::Tensor& y) {
    const torch::Tensor energy =
        torch::bmm(shared_(keys_x_(x)).flatten(2).transpose(1, 2), shared_(keys_y_(y)).flatten(2));
    const torch::Tensor from_y = Attended(to_x_(energy), values_y_(y)),
                        from_x = Attended(to_y_(energy.transpose(1, 2)), values_x_(x));
    return {gain_x_ * from_y + x, gain_y_ * from_x + y};
  }

 private:
  /// N x places x places, N x C x H x W -> N x C x H x W: each place's mean of the values.
  static torch::Tensor Attended(const torch::Tensor& energy, const torch::Tensor& values) {
    const torch::Tensor weights = torch::softmax(energy, -1).transpose(1, 2);
    return torch::bmm(values.flatten(2), weights).view_as(values);
  }

  torch::nn::Conv2d keys_x_{nullptr}, keys_y_{nullptr}, shared_{nullptr}, values_x_{nullptr},
      values_y_{nullptr};
  torch::nn::Linear to_x_{nullptr}, to_y_{nullptr};
  torch::Tensor gain_x_, gain_y_;
};
TORCH_MODULE(CrossAttention);

/// One weight for each channel, from its mean and its maximum (Woo et al. 2018).
class ChannelWeightsImpl : public torch::nn::Module {
 public:
  explicit ChannelWeightsImpl(int64_t channels)
      : layers_(register_module(
            "sharedMLP",
            torch::nn::Sequential(Convolution(channels, channels / 16, 1), torch::nn::ReLU(),
                                  Convolution(channels / 16, channels, 1)))) {}
  torch::Tensor forward(const torch::Tensor& x) {
    return torch::sigmoid(layers_->forward(torch::adaptive_avg_pool2d(x, {1, 1})) +
                          layers_->forward(x.amax({2, 3}, true)));
  }

 private:
  torch::nn::Sequential layers_;
};
TORCH_MODULE(ChannelWeights);

class FusionImpl : public torch::nn::Module {
 public:
  explicit FusionImpl(int64_t channels)
      : mixed_(register_module("convblk",
                               torch::nn::Sequential(Convolution(2 * channels, channels, 1),
                                                     BatchNorm(channels), torch::nn::ReLU()))),
        weights_(register_module("ca", ChannelWeights(channels))) {}
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& y) {
    const torch::Tensor mixed = mixed_->forward(torch::cat({x, y}, 1));
    return mixed * weights_(mixed);
  }

 private:
  torch::nn::Sequential mixed_;
  ChannelWeights weights_;
};
TORCH_MODULE(Fusion);

class Srm : public XceptionNetwork {
 public:
  explicit Srm(const XceptionOptions& options) : XceptionNetwork(options) {
    const int64_t side = XceptionParts::MiddleSide(options.size);
    picture_ = register_module("backbone_rgb", XceptionBackbone(3, options.classes, options.scale));
    residual_ = register_module("backbone_srm", XceptionBackbone(3, 0));
    residuals_ = register_module("srm_conv0", PictureResiduals());
    first_residuals_ = register_module("srm_conv1", MapResiduals(32));
    second_residuals_ = register_module("srm_conv2", MapResiduals(64));
    attention_ = register_module("srm_sa", ResidualAttention());
    attended_norm_ =
        register_module("srm_sa_post", torch::nn::Sequential(BatchNorm(64), torch::nn::ReLU()));
    early_ = register_module("dual_cma0", CrossAttention(728, side * side));
    late_ = register_module("dual_cma1", CrossAttention(728, side * side));
    fusion_ = register_module("fusion", Fusion(XceptionParts::kChannels));
  }

  Outputs Show(const torch::Tensor& picture) override {
    const torch::Tensor residuals = residuals_(picture);
    torch::Tensor x = picture_->First(picture);
    torch::Tensor y = torch::relu(residual_->First(residuals) + first_residuals_(x));
    x = picture_->Second(x);
    y = torch::relu(residual_->Second(y) + second_residuals_(x));
    x = attended_norm_->forward(x * attention_(residuals) + x);
    std::tie(x, y) = early_(picture_->Blocks(x, 1, 3), residual_->Blocks(y, 1, 3));
    std::tie(x, y) = late_(picture_->Blocks(x, 4, 7), residual_->Blocks(y, 4, 7));
    x = picture_->Last(picture_->Blocks(x, 8, 12));
    y = residual_->Last(residual_->Blocks(y, 8, 12));
    return Answered(*picture_, fusion_(x, y));
  }

  /// A fiftieth of Glorot & Bengio 2010 in what attends.
  std::optional<double> InitialSpread(const std::string& name,
                                      const torch::Tensor& parameter) const override {
    const bool attends = name.starts_with("dual_cma") || name.starts_with("fusion.ca");
    if (!attends || parameter.dim() < 2) return {};
    return .02 * std::sqrt(2. / static_cast<double>(parameter.size(0) + parameter.size(1)));
  }

 private:
  XceptionBackbone picture_{nullptr}, residual_{nullptr};
  PictureResiduals residuals_{nullptr};
  MapResiduals first_residuals_{nullptr}, second_residuals_{nullptr};
  ResidualAttention attention_{nullptr};
  torch::nn::Sequential attended_norm_{nullptr};
  CrossAttention early_{nullptr}, late_{nullptr};
  Fusion fusion_{nullptr};
};

}  // namespace

void Register_srm(NetworkRegistry& registry) {
  registry.Add<XceptionOptions>(
      "srm", "two Xceptions on the picture and its high-pass residuals, Luo et al. 2021",
      [](const XceptionOptions& options) { return std::make_unique<Srm>(options); });
}

}  // namespace swapbench
