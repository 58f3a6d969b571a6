// SPDX-License-Identifier: Apache-2.0
/// What Meso4 and MesoInception4 share (Afchar et al. 2018): layers as Keras made them or as
/// DeepfakeBench does, and the dense head on a 16 x size/32 x size/32 feature map.
#pragma once

#include "nets/layers.h"
#include "nets/network.h"

namespace swapbench::meso {

/// Convolution whose output has the input's size.
inline torch::nn::Conv2d SameConvolution(int64_t in, int64_t out, int64_t side, bool bias,
                                         int64_t dilation = 1) {
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, side)
                               .padding(dilation * (side / 2))
                               .dilation(dilation)
                               .bias(bias));
}

inline BatchNorm Norm(int64_t width, bool keras) {
  return BatchNorm(torch::nn::BatchNormOptions(width).eps(keras ? 1e-3 : 1e-5));
}

/// The authors scaled to 0..1 and sampled with Pillow's nearest neighbour; DeepfakeBench centres.
inline InputFormat Input(int size, bool keras) {
  if (keras) return {size, "nearest_exact", {0, 0, 0}, {1, 1, 1}};
  return SymmetricInput(size);
}

class Head {
 public:
  Head(torch::nn::Module& owner, int size, bool keras, bool leaky) : keras_(keras), leaky_(leaky) {
    Check(size % 32 == 0, "The size of a Meso network must be a multiple of 32, not ", size, ".");
    const int64_t side = size / 32;
    first_ = owner.register_module("fc1", torch::nn::Linear(16 * side * side, 16));
    last_ = owner.register_module("fc2", torch::nn::Linear(16, keras ? 1 : 2));
  }

  torch::Tensor Forward(torch::Tensor x, bool training) {
    if (keras_) x = x.permute({0, 2, 3, 1});  // Keras flattens height, width, channel
    x = first_(Dropout(x.flatten(1), training));
    if (leaky_) x = torch::leaky_relu(x, .1);
    return OneLogit(last_(Dropout(x, training)));
  }

 private:
  static torch::Tensor Dropout(const torch::Tensor& x, bool training) {
    return training ? torch::dropout(x, .5, true) : x;
  }

  bool keras_, leaky_;
  torch::nn::Linear first_{nullptr}, last_{nullptr};
};

}  // namespace swapbench::meso
