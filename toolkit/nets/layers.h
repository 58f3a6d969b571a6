// SPDX-License-Identifier: Apache-2.0
/// What several networks are built of. Internal to nets.
#pragma once

#include "nets/convolution.h"
#include "nets/model.h"
#include "nets/normalisation.h"
#include "nets/torch.h"

namespace swapbench {

/// Without bias; a normalisation follows. The output has the input's side divided by `stride`,
/// rounded up, for an odd `side`.
inline torch::nn::Conv2d Convolution(int64_t in, int64_t out, int64_t side, int64_t stride = 1) {
  return torch::nn::Conv2d(
      torch::nn::Conv2dOptions(in, out, side).stride(stride).padding(side / 2).bias(false));
}

/// The same without a border: the output is `side` - 1 smaller before the stride.
inline torch::nn::Conv2d UnpaddedConvolution(int64_t in, int64_t out, int64_t side,
                                             int64_t stride = 1) {
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, side).stride(stride).bias(false));
}

/// N x C x H x W, every pixel `times` by `times` times.
inline torch::Tensor Repeated(const torch::Tensor& x, int64_t times) {
  return torch::upsample_nearest2d(x, {times * x.size(2), times * x.size(3)});
}

/// Bilinear, so that the corners of both coincide.
inline torch::Tensor Resized(const torch::Tensor& x, int64_t height, int64_t width) {
  return torch::upsample_bilinear2d(x, {height, width}, /*align_corners=*/true);
}

/// Every pixel two by two times.
class TwiceImpl : public torch::nn::Module {
 public:
  torch::Tensor forward(const torch::Tensor& x) { return Repeated(x, 2); }
};
TORCH_MODULE(Twice);

/// The mean and spread of ImageNet, with which torchvision's and efficientnet_pytorch's weights
/// were trained.
inline InputFormat ImageNetInput(int size) {
  return {size, "area", {.485, .456, .406}, {.229, .224, .225}};
}

/// -1..1, as Xception's port, DeepfakeBench and FaceForensics++ have it.
inline InputFormat SymmetricInput(int size) { return {size, "area", {.5, .5, .5}, {.5, .5, .5}}; }

inline constexpr char kClassesHelp[] =
    "1: one logit; 2: real and fake as published, whose difference is the logit";

/// N x 1 or N x 2 (real, fake) -> N logits of "fake": the softmax of two is the sigmoid of their
/// difference.
inline torch::Tensor OneLogit(torch::Tensor answers) {
  if (answers.size(1) == 2) answers = answers.slice(1, 1, 2) - answers.slice(1, 0, 1);
  return answers.reshape({-1});
}

}  // namespace swapbench
