// SPDX-License-Identifier: Apache-2.0
#include "nets/convolution.h"
// Torch first.
#include <ATen/Parallel.h>

#include "nets/team.h"
#include "nets/weight_gradient.h"

namespace swapbench {
namespace {

using torch::autograd::AutogradContext, torch::autograd::variable_list;

ConvolutionShape ShapeOf(const torch::Tensor& x, const torch::Tensor& kernel, int64_t stride) {
  return {x.size(0), x.size(2), x.size(3), x.size(1), kernel.size(0), kernel.size(2), stride};
}

/// Thread by thread a share of the images, summed in order.
torch::Tensor WeightGradient(const ConvolutionShape& shape, const torch::Tensor& x,
                             const torch::Tensor& gradient) {
  const int64_t parts = std::min<int64_t>(at::get_num_threads(), shape.images);
  const torch::Tensor sums = torch::zeros({parts, shape.out, shape.side, shape.side, shape.in});
  InTeam(parts, at::get_num_threads(), [&](int64_t part) {
    AddWeightGradient(shape, x.data_ptr<float>(), gradient.data_ptr<float>(),
                      part * shape.images / parts, (part + 1) * shape.images / parts,
                      sums.data_ptr<float>() + part * sums.stride(0));
  });
  return (parts == 1 ? sums[0] : sums.sum(0)).permute({0, 3, 1, 2});
}

class ConvolutionFunction : public torch::autograd::Function<ConvolutionFunction> {
 public:
  static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x,
                               const torch::Tensor& kernel, int64_t stride) {
    context->save_for_backward({x, kernel});
    context->saved_data["stride"] = stride;
    return torch::conv2d(x, kernel, {}, stride, kernel.size(2) / 2);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const variable_list saved = context->get_saved_variables();
    const torch::Tensor &x = saved[0], &kernel = saved[1];
    const int64_t stride = context->saved_data["stride"].toInt(), border = kernel.size(2) / 2;
    const torch::Tensor gradient = gradients[0].contiguous(torch::MemoryFormat::ChannelsLast);
    torch::Tensor of_x;
    if (context->needs_input_grad(0))
      of_x = std::get<0>(at::convolution_backward(gradient, x, kernel, {}, {stride, stride},
                                                  {border, border}, {1, 1}, false, {0, 0}, 1,
                                                  {true, false, false}));
    return {of_x, WeightGradient(ShapeOf(x, kernel, stride), x, gradient), {}};
  }
};

}  // namespace

torch::Tensor Convolve(torch::nn::Conv2d& layer, const torch::Tensor& x) {
  const torch::Tensor& kernel = layer->weight;
  const int64_t stride = layer->options.stride()->at(0), side = kernel.size(2);
  const auto* const padding = c10::get_if<torch::ExpandingArray<2>>(&layer->options.padding());
  const bool plain = kernel.size(3) == side && layer->options.stride()->at(1) == stride &&
                     padding != nullptr && (*padding)->at(0) == side / 2 &&
                     (*padding)->at(1) == side / 2 && layer->options.groups() == 1 &&
                     layer->options.dilation()->at(0) == 1 && layer->options.dilation()->at(1) == 1;
  if (!plain || !layer->is_training() || !torch::GradMode::is_enabled() ||
      !kernel.requires_grad() || x.scalar_type() != torch::kFloat32 || !x.device().is_cpu() ||
      layer->bias.defined() || !HasWeightGradient(ShapeOf(x, kernel, stride)))
    return layer(x);
  return ConvolutionFunction::apply(x.contiguous(torch::MemoryFormat::ChannelsLast), kernel,
                                    stride);
}

}  // namespace swapbench
