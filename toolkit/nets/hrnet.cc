// SPDX-License-Identifier: Apache-2.0
#include "nets/hrnet.h"
// Torch first.
#include "nets/residual.h"

namespace swapbench {
namespace {

using Maps = std::vector<torch::Tensor>;  // a branch each, the finest first
using torch::nn::ReLU, torch::nn::Sequential;

/// One that may stand in another.
class ChainImpl : public torch::nn::SequentialImpl {
 public:
  using SequentialImpl::SequentialImpl;
  torch::Tensor forward(const torch::Tensor& x) { return SequentialImpl::forward(x); }
};
TORCH_MODULE(Chain);

/// Halves the side; `rectified` unless a sum follows.
Chain Halving(int64_t in, int64_t out, bool rectified) {
  Chain layers(Convolution(in, out, 3, 2), BatchNorm(out));
  if (rectified) layers->push_back(ReLU());
  return layers;
}

/// From branch `from` to the coarser branch `to`, as many halvings as there are between them.
Chain Coarser(int64_t width, int from, int to) {
  const int64_t in = width << from;
  Chain layers;
  for (int i = from; i + 1 < to; ++i) layers->push_back(Halving(in, in, true));
  layers->push_back(Halving(in, width << to, false));
  return layers;
}

/// Four blocks a branch, then every branch becomes the sum of all, brought to its side.
class ExchangeImpl : public torch::nn::Module {
 public:
  ExchangeImpl(int64_t width, int branches) {
    constexpr int kBlocks = 4;
    for (int branch = 0; branch < branches; ++branch) {
      Sequential blocks;
      for (int i = 0; i < kBlocks; ++i)
        blocks->push_back(ResidualBlock(width << branch, width << branch, 1, false));
      branches_->push_back(blocks);
    }
    for (int to = 0; to < branches; ++to) {
      torch::nn::ModuleList row;
      for (int from = 0; from < branches; ++from) row->push_back(Bridge(width, from, to));
      bridges_->push_back(row);
    }
    register_module("branches", branches_);
    register_module("fuse_layers", bridges_);
  }

  Maps forward(Maps x) {
    for (size_t i = 0; i < x.size(); ++i)
      x[i] = branches_->at<torch::nn::SequentialImpl>(i).forward(x[i]);
    Maps sums;
    for (size_t to = 0; to < x.size(); ++to) {
      auto& row = bridges_->at<torch::nn::ModuleListImpl>(to);
      torch::Tensor sum = x[to];
      for (size_t from = 0; from < x.size(); ++from) {
        if (from == to) continue;
        torch::Tensor y = row.at<ChainImpl>(from).forward(x[from]);
        if (from > to) y = torch::upsample_nearest2d(y, {x[to].size(2), x[to].size(3)});
        sum = sum + y;
      }
      sums.push_back(torch::relu(sum));
    }
    return sums;
  }

 private:
  static Chain Bridge(int64_t width, int from, int to) {
    if (from < to) return Coarser(width, from, to);
    if (from == to) return {};
    return Chain(Convolution(width << from, width << to, 1), BatchNorm(width << to));
  }
  torch::nn::ModuleList branches_, bridges_;
};
TORCH_MODULE(Exchange);

/// How many exchanges a stage of 2, 3, 4 branches has.
constexpr std::array<int, 3> kExchanges = {1, 4, 3};
constexpr int64_t kFirst = 256;  // channels of the only branch before them

}  // namespace

torch::Tensor Enlarged(const torch::Tensor& x, int64_t side) {
  return torch::upsample_bilinear2d(x, {side, side}, /*align_corners=*/false);
}

HrnetImpl::HrnetImpl(int64_t width) {
  first_ = register_module("conv1", Convolution(3, 64, 3, 2));
  first_norm_ = register_module("bn1", BatchNorm(64));
  second_ = register_module("conv2", Convolution(64, 64, 3, 2));
  second_norm_ = register_module("bn2", BatchNorm(64));
  for (int i = 0; i < 4; ++i)
    one_branch_->push_back(ResidualBlock(i == 0 ? 64 : kFirst, kFirst / 4, 1, true));
  register_module("layer1", one_branch_);
  for (int branches = 2; branches <= 4; ++branches) {
    const int64_t last = branches == 2 ? kFirst : width << (branches - 2);
    torch::nn::ModuleList transition;
    for (int branch = 0; branch < branches; ++branch) {
      Chain begins;  // empty: the branch goes on as it is
      if (branch + 1 == branches) begins->push_back(Halving(last, width << branch, true));
      else if (branches == 2) begins = Chain(Convolution(last, width, 3), BatchNorm(width), ReLU());
      transition->push_back(begins);
    }
    Sequential modules;
    for (int i = 0; i < kExchanges[static_cast<size_t>(branches - 2)]; ++i)
      modules->push_back(Exchange(width, branches));
    register_module(Concat("transition", branches - 1), transition);
    register_module(Concat("stage", branches), modules);
    stages_.push_back({transition, modules});
  }
}

torch::Tensor HrnetImpl::forward(torch::Tensor x) {
  x = first_norm_->Rectified(Convolve(first_, x));
  x = second_norm_->Rectified(Convolve(second_, x));
  Maps maps = {one_branch_->forward(x)};
  for (Stage& stage : stages_) {
    const torch::Tensor coarsest = maps.back();
    maps.push_back(coarsest);
    for (size_t i = 0; i < maps.size(); ++i) {
      auto& begins = stage.transition->at<ChainImpl>(i);
      if (!begins.is_empty()) maps[i] = begins.forward(maps[i]);
    }
    for (const auto& module : stage.modules->children())
      maps = module->as<ExchangeImpl>()->forward(std::move(maps));
  }
  const int64_t side = maps.front().size(2);
  for (size_t i = 1; i < maps.size(); ++i) maps[i] = Enlarged(maps[i], side);
  return torch::cat(maps, 1);
}

}  // namespace swapbench
