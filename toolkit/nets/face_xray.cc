// SPDX-License-Identifier: Apache-2.0
/// Face X-ray (Li et al. 2020, Face X-ray for More General Face Forgery Detection): HRNetV2 draws
/// where two pictures meet, and from the mean of what it draws follows the answer. Trained on
/// self-made blends of reals it needs no fake.
#include "nets/hrnet.h"
#include "nets/network.h"

namespace swapbench {
namespace {

struct FaceXrayOptions {
  int size = 256;
  int width = 48;
  int classes = 1;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the input, pixels; a multiple of 32", Between{64, 1024});
    v("width", width, "channels of HRNet's finest branch; 48 in its publication", Between{8, 64});
    v("classes", classes, kClassesHelp, Between{1, 2});
  }
};

class FaceXray : public Network {
 public:
  explicit FaceXray(const FaceXrayOptions& options) : size_(options.size) {
    Check(size_ % 32 == 0, "face_xray: size = ", size_, " is no multiple of 32.");
    backbone_ = register_module("backbone", Hrnet(options.width));
    seam_ = register_module("seam",
                            torch::nn::Conv2d(torch::nn::Conv2dOptions(15 * options.width, 1, 1)));
    last_ = register_module("fc", torch::nn::Linear(1, options.classes));
  }

  Outputs Show(const torch::Tensor& x) override {
    const torch::Tensor seam = Enlarged(seam_(backbone_(x)), size_);
    // In per cent, which the layer is quick to make use of: a seam covers a few.
    const torch::Tensor share = 100 * torch::adaptive_avg_pool2d(torch::sigmoid(seam), {1, 1});
    return {OneLogit(last_(share.flatten(1))), {}, {}, seam.squeeze(1)};
  }
  torch::Tensor forward(torch::Tensor x) override { return Show(x).answers; }
  bool draws_seam() const override { return true; }
  InputFormat input() const override { return SymmetricInput(size_); }
  Spec objective() const override { return {"boundary", {}}; }

 private:
  int size_;
  Hrnet backbone_{nullptr};
  torch::nn::Conv2d seam_{nullptr};
  torch::nn::Linear last_{nullptr};
};

}  // namespace

void Register_face_xray(NetworkRegistry& registry) {
  registry.Add<FaceXrayOptions>(
      "face_xray", "draws the seam of a swap, Li et al. 2020",
      [](const FaceXrayOptions& options) { return std::make_unique<FaceXray>(options); });
}

}  // namespace swapbench
