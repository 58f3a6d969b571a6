// SPDX-License-Identifier: Apache-2.0
/// Residual networks of 18, 34 or 50 layers (He et al. 2016, table 1), the 50-layer one with its
/// stride in the 3x3 convolution as torchvision has it. Tensors are named as there, so that weights
/// of either fit the other.
#include "nets/network.h"
#include "nets/residual.h"

namespace swapbench {
namespace {

struct ResnetOptions {
  int depth = 18;
  int size = 224;
  int classes = 1;

  template <class V>
  void Describe(V& v) {
    v("depth", depth, "layers: 18, 34 or 50", Between{18, 50});
    v("size", size, "side of the input, pixels", Between{32, 1024});
    v("classes", classes, kClassesHelp, Between{1, 2});
  }
};

struct Plan {
  std::array<int, 4> blocks;  // a stage
  bool bottleneck;            // 1x1, 3x3, 1x1 to four times the width, instead of 3x3, 3x3
};

Plan PlanOf(int depth) {
  if (depth == 18) return {{2, 2, 2, 2}, false};
  if (depth == 34) return {{3, 4, 6, 3}, false};
  Check(depth == 50, "There is no resnet of depth ", depth, "; depths are 18, 34 and 50.");
  return {{3, 4, 6, 3}, true};
}

class Resnet : public Network {
 public:
  explicit Resnet(const ResnetOptions& options) : size_(options.size) {
    const Plan plan = PlanOf(options.depth);
    stem_ = register_module("conv1", Convolution(3, 64, 7, 2));
    norm_ = register_module("bn1", BatchNorm(64));
    int64_t in = 64;
    for (int stage = 0; stage < 4; ++stage) {
      const int64_t width = int64_t{64} << stage;
      torch::nn::Sequential blocks;
      for (int i = 0; i < plan.blocks[static_cast<size_t>(stage)]; ++i) {
        blocks->push_back(ResidualBlock(in, width, i == 0 && stage > 0 ? 2 : 1, plan.bottleneck));
        in = plan.bottleneck ? 4 * width : width;
      }
      stages_.push_back(register_module(Concat("layer", stage + 1), blocks));
    }
    last_ = register_module("fc", torch::nn::Linear(in, options.classes));
  }

  torch::Tensor forward(torch::Tensor x) override {
    x = torch::max_pool2d(norm_->Rectified(stem_(x)), 3, 2, 1);
    for (torch::nn::Sequential& stage : stages_) x = stage->forward(x);
    x = torch::adaptive_avg_pool2d(x, {1, 1}).flatten(1);
    return OneLogit(last_(x));
  }

  InputFormat input() const override { return ImageNetInput(size_); }

 private:
  int size_;
  torch::nn::Conv2d stem_{nullptr};
  BatchNorm norm_{nullptr};
  std::vector<torch::nn::Sequential> stages_;
  torch::nn::Linear last_{nullptr};
};

}  // namespace

void Register_resnet(NetworkRegistry& registry) {
  registry.Add<ResnetOptions>(
      "resnet", "18, 34 or 50 layers, He et al. 2016",
      [](const ResnetOptions& options) { return std::make_unique<Resnet>(options); });
}

}  // namespace swapbench
