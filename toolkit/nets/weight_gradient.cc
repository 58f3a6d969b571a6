// SPDX-License-Identifier: Apache-2.0
#include "nets/weight_gradient.h"

#include <immintrin.h>

#include <algorithm>

namespace swapbench {
namespace {

constexpr int64_t kIn = 16, kOut = 4;    // channels whose sums are in registers together
constexpr int64_t kValuesAtOnce = 4096;  // of the input: what the first cache holds beside the rest

/// Along one axis: the answers that meet position `answer` * stride + offset inside [0, size).
struct Range {
  int64_t begin, end;
};
Range Meeting(int64_t offset, int64_t stride, int64_t size, int64_t answers) {
  const int64_t begin = offset < 0 ? (-offset + stride - 1) / stride : 0;
  return {begin, std::min(answers, (size - offset + stride - 1) / stride)};
}

struct Steps {
  int64_t row, pixel;  // from one to the next, in numbers
};

/// kernel[o][i] += sum of gradient[..., o] input[..., i] over rows x pixels, 4 x 16 sums.
__attribute__((target("avx2,fma"))) void AddPatch(const float* input, Steps in,
                                                  const float* gradient, Steps out, int64_t rows,
                                                  int64_t pixels, float* kernel, int64_t next) {
  // Eight named registers: gcc keeps an array of them in memory.
  __m256 a0 = _mm256_loadu_ps(kernel), b0 = _mm256_loadu_ps(kernel + 8);
  __m256 a1 = _mm256_loadu_ps(kernel + next), b1 = _mm256_loadu_ps(kernel + next + 8);
  __m256 a2 = _mm256_loadu_ps(kernel + 2 * next), b2 = _mm256_loadu_ps(kernel + 2 * next + 8);
  __m256 a3 = _mm256_loadu_ps(kernel + 3 * next), b3 = _mm256_loadu_ps(kernel + 3 * next + 8);
  for (int64_t row = 0; row < rows; ++row, input += in.row, gradient += out.row) {
    const float *x = input, *g = gradient;
    for (int64_t pixel = 0; pixel < pixels; ++pixel, x += in.pixel, g += out.pixel) {
      const __m256 low = _mm256_loadu_ps(x), high = _mm256_loadu_ps(x + 8);
      const __m256 g0 = _mm256_broadcast_ss(g), g1 = _mm256_broadcast_ss(g + 1);
      a0 = _mm256_fmadd_ps(low, g0, a0), b0 = _mm256_fmadd_ps(high, g0, b0);
      a1 = _mm256_fmadd_ps(low, g1, a1), b1 = _mm256_fmadd_ps(high, g1, b1);
      const __m256 g2 = _mm256_broadcast_ss(g + 2), g3 = _mm256_broadcast_ss(g + 3);
      a2 = _mm256_fmadd_ps(low, g2, a2), b2 = _mm256_fmadd_ps(high, g2, b2);
      a3 = _mm256_fmadd_ps(low, g3, a3), b3 = _mm256_fmadd_ps(high, g3, b3);
    }
  }
  _mm256_storeu_ps(kernel, a0), _mm256_storeu_ps(kernel + 8, b0);
  _mm256_storeu_ps(kernel + next, a1), _mm256_storeu_ps(kernel + next + 8, b1);
  _mm256_storeu_ps(kernel + 2 * next, a2), _mm256_storeu_ps(kernel + 2 * next + 8, b2);
  _mm256_storeu_ps(kernel + 3 * next, a3), _mm256_storeu_ps(kernel + 3 * next + 8, b3);
}

/// One kernel position, rows [top, bottom) of the answer.
void AddTap(const ConvolutionShape& shape, const float* input, const float* gradient, int64_t top,
            int64_t bottom, int64_t i, int64_t j, float* kernel) {
  const int64_t border = shape.side / 2, stride = shape.stride;
  const Range inside = Meeting(i - border, stride, shape.height, shape.height_out());
  const Range across = Meeting(j - border, stride, shape.width, shape.width_out());
  const int64_t first = std::max(top, inside.begin), last = std::min(bottom, inside.end);
  if (first >= last || across.begin >= across.end) return;
  const Steps in{stride * shape.width * shape.in, stride * shape.in};
  const Steps out{shape.width_out() * shape.out, shape.out};
  input +=
      ((first * stride + i - border) * shape.width + across.begin * stride + j - border) * shape.in;
  gradient += (first * shape.width_out() + across.begin) * shape.out;
  const int64_t next = shape.side * shape.side * shape.in;
  for (int64_t o = 0; o < shape.out; o += kOut)
    for (int64_t c = 0; c < shape.in; c += kIn)
      AddPatch(input + c, in, gradient + o, out, last - first, across.end - across.begin,
               kernel + o * next + (i * shape.side + j) * shape.in + c, next);
}

}  // namespace

bool HasWeightGradient(const ConvolutionShape& shape) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && shape.in % kIn == 0 &&
         shape.out % kOut == 0 && shape.side % 2 == 1;
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
