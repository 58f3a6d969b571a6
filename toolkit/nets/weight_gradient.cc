// SPDX-License-Identifier: Apache-2.0
#include "nets/weight_gradient.h"

#include <algorithm>

#include "nets/products.h"

namespace swapbench {
namespace {

constexpr int64_t kValuesAtOnce = 4096;  // of the input: what the first cache holds beside the rest

/// Along one axis: the answers that meet position `answer` * stride + offset inside [0, size).
struct Range {
  int64_t begin, end;
};
Range Meeting(int64_t offset, int64_t stride, int64_t size, int64_t answers) {
  const int64_t begin = offset < 0 ? (-offset + stride - 1) / stride : 0;
  return {begin, std::min(answers, (size - offset + stride - 1) / stride)};
}

/// One kernel position, rows [top, bottom) of the answer.
void AddTap(const ConvolutionShape& shape, const float* input, const float* gradient, int64_t top,
            int64_t bottom, int64_t i, int64_t j, float* kernel) {
  const int64_t border = shape.side / 2, stride = shape.stride;
  const Range inside = Meeting(i - border, stride, shape.height, shape.height_out());
  const Range across = Meeting(j - border, stride, shape.width, shape.width_out());
  const int64_t first = std::max(top, inside.begin), last = std::min(bottom, inside.end);
  if (first >= last || across.begin >= across.end) return;
  const Walk in{stride * shape.width * shape.in, stride * shape.in};
  const Walk out{shape.width_out() * shape.out, shape.out};
  input +=
      ((first * stride + i - border) * shape.width + across.begin * stride + j - border) * shape.in;
  gradient += (first * shape.width_out() + across.begin) * shape.out;
  const int64_t next = shape.side * shape.side * shape.in;
  for (int64_t o = 0; o < shape.out; o += kProductRows)
    for (int64_t c = 0; c < shape.in; c += kProductColumns)
      AddProducts(gradient + o, out, 1, input + c, in, last - first, across.end - across.begin,
                  kernel + o * next + (i * shape.side + j) * shape.in + c, next);
}

}  // namespace

bool HasWeightGradient(const ConvolutionShape& shape) {
  return HasProducts() && shape.in % kProductColumns == 0 && shape.out % kProductRows == 0 &&
         shape.side % 2 == 1;
}

void AddWeightGradient(const ConvolutionShape& shape, const float* input, const float* gradient,
                       int64_t begin, int64_t end, float* kernel) {
  const int64_t values_in = shape.height * shape.width * shape.in;
  const int64_t values_out = shape.height_out() * shape.width_out() * shape.out;
  const int64_t rows = std::max<int64_t>(1, kValuesAtOnce / (shape.width * shape.in));
  for (int64_t image = begin; image < end; ++image)
    for (int64_t top = 0; top < shape.height_out(); top += rows)
      for (int64_t i = 0; i < shape.side; ++i)
        for (int64_t j = 0; j < shape.side; ++j)
          AddTap(shape, input + image * values_in, gradient + image * values_out, top,
                 std::min(top + rows, shape.height_out()), i, j, kernel);
}

}  // namespace swapbench
