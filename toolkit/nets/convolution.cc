// SPDX-License-Identifier: Apache-2.0
#include "nets/convolution.h"
// Torch first.
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>

#include "nets/team.h"
#include "nets/weight_gradient.h"
#include "nets/winograd.h"

namespace swapbench {
namespace {

using torch::autograd::AutogradContext, torch::autograd::variable_list;

ConvolutionShape ShapeOf(const torch::Tensor& x, const torch::Tensor& kernel, int64_t stride) {
  return {x.size(0), x.size(2), x.size(3), x.size(1), kernel.size(0), kernel.size(2), stride};
}

/// body(begin, end, part) for a share of `count` on each thread; returns how many shares.
template <class Body>
int64_t Share(int64_t count, const Body& body) {
  const int64_t parts = std::min<int64_t>(at::get_num_threads(), count);
  InTeam(parts, at::get_num_threads(),
         [&](int64_t part) { body(part * count / parts, (part + 1) * count / parts, part); });
  return parts;
}

torch::Tensor EmptyMaps(const ConvolutionShape& shape) {
  return torch::empty({shape.images, shape.out, shape.height_out(), shape.width_out()},
                      torch::MemoryFormat::ChannelsLast);
}

/// x convolved with a kernel whose first value is at `kernel`.
torch::Tensor ByWinograd(const ConvolutionShape& shape, const torch::Tensor& x, const float* kernel,
                         KernelSteps steps) {
  const torch::Tensor transformed = torch::empty({TransformedSize(shape)});
  Share(shape.out / 16, [&](int64_t begin, int64_t end, int64_t) {
    TransformKernel(shape, kernel, steps, 16 * begin, 16 * end, transformed.data_ptr<float>());
  });
  const torch::Tensor y = EmptyMaps(shape);
  Share(CountTiles(shape), [&](int64_t begin, int64_t end, int64_t) {
    ConvolveTiles(shape, x.data_ptr<float>(), transformed.data_ptr<float>(), begin, end,
                  y.data_ptr<float>());
  });
  return y;
}

torch::Tensor Forward(const ConvolutionShape& shape, const torch::Tensor& x,
                      const torch::Tensor& kernel) {
  if (!HasWinograd(shape)) return torch::conv2d(x, kernel, {}, shape.stride, shape.side / 2);
  return ByWinograd(shape, x, kernel.data_ptr<float>(),
                    {kernel.stride(1), kernel.stride(0), kernel.stride(2), kernel.stride(3)});
}

torch::Tensor InputGradient(const ConvolutionShape& shape, const torch::Tensor& x,
                            const torch::Tensor& kernel, const torch::Tensor& gradient) {
  if (!HasWinograd(shape)) {
    const int64_t border = shape.side / 2;
    return std::get<0>(at::convolution_backward(gradient, x, kernel, {},
                                                {shape.stride, shape.stride}, {border, border},
                                                {1, 1}, false, {0, 0}, 1, {true, false, false}));
  }
  // The convolution with the kernel turned round, from the channels of the answer to the input's.
  ConvolutionShape back = shape;
  std::swap(back.in, back.out);
  const float* const last = kernel.data_ptr<float>() + 2 * kernel.stride(2) + 2 * kernel.stride(3);
  return ByWinograd(back, gradient, last,
                    {kernel.stride(0), kernel.stride(1), -kernel.stride(2), -kernel.stride(3)});
}

/// Thread by thread a share, summed in order.
torch::Tensor KernelGradient(const ConvolutionShape& shape, const torch::Tensor& x,
                             const torch::Tensor& gradient) {
  const bool winograd = HasWinograd(shape);
  const int64_t size =
      winograd ? TransformedSize(shape) : shape.out * shape.side * shape.side * shape.in;
  const torch::Tensor shares = torch::zeros({at::get_num_threads(), size});
  const int64_t parts = Share(winograd ? CountTiles(shape) : shape.images,
                              [&](int64_t begin, int64_t end, int64_t part) {
                                (winograd ? AddTransformedGradient : AddWeightGradient)(
                                    shape, x.data_ptr<float>(), gradient.data_ptr<float>(), begin,
                                    end, shares.data_ptr<float>() + part * size);
                              });
  const torch::Tensor sums = parts == 1 ? shares[0] : shares.slice(0, 0, parts).sum(0);
  if (!winograd)
    return sums.reshape({shape.out, shape.side, shape.side, shape.in}).permute({0, 3, 1, 2});
  const torch::Tensor kernel = torch::empty({shape.out, shape.in, 3, 3});
  Share(shape.out, [&](int64_t begin, int64_t end, int64_t) {
    TransformGradient(shape, sums.data_ptr<float>(), begin, end, kernel.data_ptr<float>());
  });
  return kernel;
}

class ConvolutionFunction : public torch::autograd::Function<ConvolutionFunction> {
 public:
  static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x,
                               const torch::Tensor& kernel, int64_t stride) {
    context->save_for_backward({x, kernel});
    context->saved_data["stride"] = stride;
    return Forward(ShapeOf(x, kernel, stride), x, kernel);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const variable_list saved = context->get_saved_variables();
    const torch::Tensor &x = saved[0], &kernel = saved[1];
    const ConvolutionShape shape = ShapeOf(x, kernel, context->saved_data["stride"].toInt());
    const torch::Tensor gradient = gradients[0].contiguous(torch::MemoryFormat::ChannelsLast);
    torch::Tensor of_x;
    if (context->needs_input_grad(0)) of_x = InputGradient(shape, x, kernel, gradient);
    return {of_x, KernelGradient(shape, x, gradient), {}};
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
      at::autocast::is_cpu_enabled() || !kernel.requires_grad() ||
      x.scalar_type() != torch::kFloat32 || !x.device().is_cpu() || layer->bias.defined() ||
      !HasWeightGradient(ShapeOf(x, kernel, stride)))
    return layer(x);
  return ConvolutionFunction::apply(x.contiguous(torch::MemoryFormat::ChannelsLast), kernel,
                                    stride);
}

}  // namespace swapbench
