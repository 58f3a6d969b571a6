// SPDX-License-Identifier: Apache-2.0
#if SWAPBENCH_WITH_TORCH
#include "nets/layers.h"
// Torch first.
#include <ATen/Parallel.h>

#include "support.h"

namespace swapbench {
namespace {

torch::Tensor Normal(std::vector<int64_t> shape, uint64_t seed) {
  torch::manual_seed(seed);
  return torch::randn(shape);
}

double LargestDifference(const torch::Tensor& a, const torch::Tensor& b) {
  return (a.to(torch::kFloat64) - b.to(torch::kFloat64)).abs().max().item<double>();
}

/// What one thread and what three compute.
template <class Run>
auto WithThreads(const Run& run) {
  const int before = at::get_num_threads();
  at::set_num_threads(1);
  auto one = run();
  at::set_num_threads(3);
  auto three = run();
  at::set_num_threads(before);
  return std::pair{std::move(one), std::move(three)};
}

struct ConvolutionCase {
  int64_t in, out, side, stride, height, width;
};

// Sizes that the stride does not divide, one narrower than the kernel, several cache blocks.
const ConvolutionCase kConvolutions[] = {
    {16, 4, 3, 1, 9, 7},    {16, 16, 3, 2, 9, 7}, {32, 8, 3, 2, 8, 10}, {16, 12, 1, 2, 5, 6},
    {48, 4, 1, 1, 3, 3},    {16, 4, 3, 1, 1, 1},  {16, 4, 3, 2, 2, 1},  {16, 4, 5, 1, 6, 4},
    {16, 16, 3, 1, 70, 40}, {16, 48, 3, 1, 9, 7}, {32, 16, 3, 1, 1, 8}, {48, 32, 3, 1, 2, 1}};

TEST(Convolve, HasTheValuesAndGradientsOfDoublePrecision) {
  for (const auto& [in, out, side, stride, height, width] : kConvolutions) {
    torch::nn::Conv2d layer = Convolution(in, out, side, stride);
    const torch::Tensor x = Normal({5, in, height, width}, 1).requires_grad_();
    layer->weight.set_data(Normal({out, in, side, side}, 2));
    const torch::Tensor y = Convolve(layer, x), towards = Normal(y.sizes().vec(), 3);
    (y * towards).sum().backward();
    const torch::Tensor exact_x = x.detach().to(torch::kFloat64).requires_grad_();
    const torch::Tensor exact = layer->weight.detach().to(torch::kFloat64).requires_grad_();
    const torch::Tensor exact_y = torch::conv2d(exact_x, exact, {}, stride, side / 2);
    (exact_y * towards).sum().backward();
    EXPECT_LT(LargestDifference(y, exact_y), 1e-4);
    EXPECT_LT(LargestDifference(layer->weight.grad(), exact.grad()),
              5e-6 * exact.grad().abs().max().item<double>() + 1e-6)
        << in << ' ' << out << ' ' << side << ' ' << stride << ' ' << height << ' ' << width;
    EXPECT_LT(LargestDifference(x.grad(), exact_x.grad()), 1e-4);
  }
}

/// Values and both gradients of one call.
std::vector<torch::Tensor> Tried(torch::nn::Conv2d& layer, const torch::Tensor& given, bool ours) {
  layer->zero_grad(/*set_to_none=*/true);
  const torch::Tensor x = given.detach().requires_grad_();
  const torch::Tensor y = ours ? Convolve(layer, x) : layer(x);
  y.square().sum().backward();
  return {y.detach(), x.grad(), layer->weight.grad()};
}

TEST(Convolve, HasValuesThatDoNotDependOnThreads) {
  torch::nn::Conv2d layer = Convolution(32, 16, 3);
  const torch::Tensor x = Normal({3, 32, 11, 13}, 1);
  const auto [one, three] = WithThreads([&] { return Tried(layer, x, true); });
  EXPECT_EQ(LargestDifference(one[0], three[0]), 0);
  EXPECT_EQ(LargestDifference(one[1], three[1]), 0);
}

TEST(Convolve, LeavesOtherShapesAndPrecisionsToLibTorch) {
  using torch::nn::Conv2d, torch::nn::Conv2dOptions;
  const auto plain = [](int64_t in, int64_t out) {
    return Conv2dOptions(in, out, 3).padding(1).bias(false);
  };
  for (const Conv2dOptions& options :
       {plain(6, 4), plain(16, 6), plain(16, 4).padding(0), plain(16, 16).groups(4),
        plain(16, 4).dilation(2), plain(16, 4).stride({1, 2}), plain(16, 4).bias(true)})
    for (const auto type : {torch::kFloat32, torch::kFloat64}) {
      Conv2d layer(options);
      layer->to(type);
      const torch::Tensor x = Normal({2, options.in_channels(), 7, 7}, 1).to(type);
      const auto one = Tried(layer, x, true), other = Tried(layer, x, false);
      for (size_t i = 0; i < one.size(); ++i) EXPECT_EQ(LargestDifference(one[i], other[i]), 0);
    }
}

enum class NormEnd { kPlain, kRectified, kAdded };

struct NormRun {
  torch::Tensor y, of_x, of_added, of_weight, of_bias, mean, variance;
};

/// One step; in double precision it is PyTorch's own operations.
NormRun RunNorm(NormEnd end, torch::ScalarType type, double offset) {
  constexpr int64_t kChannels = 48;
  BatchNorm norm(kChannels);
  norm->train();
  auto parameters = norm->named_parameters();
  parameters["weight"].set_data(1 + .2 * Normal({kChannels}, 4));
  parameters["bias"].set_data(.3 * Normal({kChannels}, 5));
  norm->to(type);
  const torch::Tensor x = (offset + Normal({6, kChannels, 7, 9}, 6)).to(type).requires_grad_();
  const torch::Tensor added = Normal({6, kChannels, 7, 9}, 7).to(type).requires_grad_();
  const bool adds = end == NormEnd::kAdded;
  const torch::Tensor y =
      end == NormEnd::kPlain ? norm(x) : norm->Rectified(x, adds ? added : torch::Tensor());
  (y * Normal(y.sizes().vec(), 8)).sum().backward();
  return {y.detach(),
          x.grad(),
          adds ? added.grad() : torch::zeros({1}),
          norm->named_parameters()["weight"].grad(),
          norm->named_parameters()["bias"].grad(),
          norm->named_buffers()["running_mean"],
          norm->named_buffers()["running_var"]};
}

TEST(FusedNorm, IsPyTorchsInDoublePrecision) {
  for (const NormEnd end : {NormEnd::kPlain, NormEnd::kRectified, NormEnd::kAdded}) {
    const NormRun run = RunNorm(end, torch::kFloat32, 0), exact = RunNorm(end, torch::kFloat64, 0);
    EXPECT_LT(LargestDifference(run.y, exact.y), 3e-6);
    EXPECT_LT(LargestDifference(run.of_x, exact.of_x), 3e-6);
    EXPECT_LT(LargestDifference(run.of_added, exact.of_added), 1e-6);
    EXPECT_LT(LargestDifference(run.of_weight, exact.of_weight), 1e-4);
    EXPECT_LT(LargestDifference(run.of_bias, exact.of_bias), 1e-4);
    EXPECT_LT(LargestDifference(run.mean, exact.mean), 1e-6);
    EXPECT_LT(LargestDifference(run.variance, exact.variance), 1e-6);
  }
}

TEST(FusedNorm, LosesNoSpreadToALargeMean) {
  const NormRun run = RunNorm(NormEnd::kAdded, torch::kFloat32, 300);
  const NormRun exact = RunNorm(NormEnd::kAdded, torch::kFloat64, 300);
  EXPECT_LT(LargestDifference(run.y, exact.y), 1e-4);  // the last digit of 300 is 3e-5
  EXPECT_LT(LargestDifference(run.variance, exact.variance), 1e-6);
}

TEST(FusedNorm, DoesNotDependOnThreads) {
  const auto [one, three] =
      WithThreads([] { return RunNorm(NormEnd::kAdded, torch::kFloat32, 1); });
  EXPECT_EQ(LargestDifference(one.y, three.y), 0);
  EXPECT_EQ(LargestDifference(one.of_x, three.of_x), 0);
  EXPECT_EQ(LargestDifference(one.of_weight, three.of_weight), 0);
}

TEST(FusedNorm, LetsWhatIsNotANumberThrough) {
  BatchNorm norm(16);
  norm->train();
  torch::Tensor x = Normal({2, 16, 3, 3}, 1);
  x[0][3][1][1] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(norm->Rectified(x).isnan().any().item<bool>());
}

}  // namespace
}  // namespace swapbench
#endif
