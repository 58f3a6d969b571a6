// SPDX-License-Identifier: Apache-2.0
#include "nets/winograd.h"

#include <immintrin.h>

#include <algorithm>
#include <array>
#include <vector>

#include "nets/products.h"

namespace swapbench {
namespace {

constexpr int64_t kPoints = 16;            // of a transformed tile or kernel
constexpr int64_t kNumbersAtOnce = 65536;  // of transformed tiles: half a second cache

int64_t TilesDown(const ConvolutionShape& shape) { return (shape.height + 1) / 2; }
int64_t TilesAcross(const ConvolutionShape& shape) { return (shape.width + 1) / 2; }

int64_t TilesAtOnce(const ConvolutionShape& shape) {
  const int64_t fitting = kNumbersAtOnce / (kPoints * (shape.in + shape.out));
  return std::clamp<int64_t>(fitting / kProductRows * kProductRows, 32, 128);
}

/// From one point's tiles to the next's; a power of two would lead all into one set of the cache.
int64_t BetweenPoints(int64_t tiles, int64_t channels) { return tiles * channels + 16; }

/// Where the products with 16 output channels begin in a transformed kernel: points x output
/// channels / 16 x input channels x 16.
int64_t Panel(const ConvolutionShape& shape, int64_t point, int64_t out) {
  return (point * shape.out + out) * shape.in;
}

/// The pixels of one picture under a tile of kSide x kSide; `outside` stands for those that are not
/// there.
template <size_t kSide, class Number>
std::array<Number*, kSide * kSide> Pixels(const ConvolutionShape& shape, int64_t tile,
                                          int64_t channels, Number* pictures, Number* outside) {
  constexpr int64_t kBorder = kSide / 2 - 1;
  const int64_t across = TilesAcross(shape), in_image = TilesDown(shape) * across;
  const int64_t top = tile % in_image / across * 2 - kBorder, left = tile % across * 2 - kBorder;
  Number* const picture = pictures + tile / in_image * shape.height * shape.width * channels;
  std::array<Number*, kSide * kSide> pixels;
  for (size_t i = 0; i < pixels.size(); ++i) {
    const int64_t y = top + static_cast<int64_t>(i / kSide);
    const int64_t x = left + static_cast<int64_t>(i % kSide);
    const bool inside = y >= 0 && y < shape.height && x >= 0 && x < shape.width;
    pixels[i] = inside ? picture + (y * shape.width + x) * channels : outside;
  }
  return pixels;
}

/// B^T values B: one point after the other, `next` numbers apart.
[[gnu::target("avx2,fma")]] void TransformValues(const std::array<const float*, 16>& pixels,
                                                 int64_t channels, float* points, int64_t next) {
  for (int64_t c = 0; c < channels; c += 8) {
    __m256 rows[4][4];
    for (size_t x = 0; x < 4; ++x) {
      const __m256 v0 = _mm256_loadu_ps(pixels[x] + c), v1 = _mm256_loadu_ps(pixels[4 + x] + c);
      const __m256 v2 = _mm256_loadu_ps(pixels[8 + x] + c);
      const __m256 v3 = _mm256_loadu_ps(pixels[12 + x] + c);
      rows[0][x] = v0 - v2, rows[1][x] = v1 + v2, rows[2][x] = v2 - v1, rows[3][x] = v1 - v3;
    }
    float* point = points + c;
    for (const auto& [v0, v1, v2, v3] : rows) {
      _mm256_storeu_ps(point, v0 - v2), _mm256_storeu_ps(point + next, v1 + v2);
      _mm256_storeu_ps(point + 2 * next, v2 - v1), _mm256_storeu_ps(point + 3 * next, v1 - v3);
      point += 4 * next;
    }
  }
}

/// A^T points A.
[[gnu::target("avx2,fma")]] void TransformAnswers(const float* points, int64_t next,
                                                  int64_t channels,
                                                  const std::array<float*, 4>& pixels) {
  for (int64_t c = 0; c < channels; c += 8) {
    __m256 top[4], bottom[4];
    const float* point = points + c;
    for (size_t x = 0; x < 4; ++x, point += next) {
      const __m256 p1 = _mm256_loadu_ps(point + 4 * next), p2 = _mm256_loadu_ps(point + 8 * next);
      top[x] = _mm256_loadu_ps(point) + p1 + p2;
      bottom[x] = p1 - p2 - _mm256_loadu_ps(point + 12 * next);
    }
    _mm256_storeu_ps(pixels[0] + c, top[0] + top[1] + top[2]);
    _mm256_storeu_ps(pixels[1] + c, top[1] - top[2] - top[3]);
    _mm256_storeu_ps(pixels[2] + c, bottom[0] + bottom[1] + bottom[2]);
    _mm256_storeu_ps(pixels[3] + c, bottom[1] - bottom[2] - bottom[3]);
  }
}

/// A gradient A^T.
[[gnu::target("avx2,fma")]] void TransformGradients(const std::array<const float*, 4>& pixels,
                                                    int64_t channels, float* points, int64_t next) {
  for (int64_t c = 0; c < channels; c += 8) {
    const __m256 g0 = _mm256_loadu_ps(pixels[0] + c), g1 = _mm256_loadu_ps(pixels[1] + c);
    const __m256 g2 = _mm256_loadu_ps(pixels[2] + c), g3 = _mm256_loadu_ps(pixels[3] + c);
    const __m256 rows[4][2] = {{g0, g1}, {g0 + g2, g1 + g3}, {g0 - g2, g1 - g3}, {-g2, -g3}};
    float* point = points + c;
    for (const auto& [left, right] : rows) {
      _mm256_storeu_ps(point, left), _mm256_storeu_ps(point + next, left + right);
      _mm256_storeu_ps(point + 2 * next, left - right), _mm256_storeu_ps(point + 3 * next, -right);
      point += 4 * next;
    }
  }
}

/// G values, along one axis.
std::array<float, 4> Points(float a, float b, float c) {
  return {a, (a + b + c) / 2, (a - b + c) / 2, c};
}
/// G^T points.
std::array<float, 3> Values(float a, float b, float c, float d) {
  return {a + (b + c) / 2, (b - c) / 2, (b + c) / 2 + d};
}

}  // namespace

bool HasWinograd(const ConvolutionShape& shape) {
  return HasProducts() && shape.side == 3 && shape.stride == 1 && shape.in % kProductColumns == 0 &&
         shape.out % kProductColumns == 0;
}

int64_t CountTiles(const ConvolutionShape& shape) {
  return shape.images * TilesDown(shape) * TilesAcross(shape);
}

int64_t TransformedSize(const ConvolutionShape& shape) { return kPoints * shape.in * shape.out; }

void TransformKernel(const ConvolutionShape& shape, const float* kernel, KernelSteps steps,
                     int64_t begin, int64_t end, float* transformed) {
  for (int64_t out = begin; out < end; out += kProductColumns)
    for (int64_t in = 0; in < shape.in; ++in) {
      std::array<std::array<float, kProductColumns>, kPoints> points;
      for (size_t column = 0; column < kProductColumns; ++column) {
        const float* const values =
            kernel + (out + static_cast<int64_t>(column)) * steps.out + in * steps.in;
        std::array<std::array<float, 4>, 3> down;  // of each column
        for (size_t x = 0; x < down.size(); ++x) {
          const float* const from = values + static_cast<int64_t>(x) * steps.column;
          down[x] = Points(from[0], from[steps.row], from[2 * steps.row]);
        }
        for (size_t y = 0; y < 4; ++y) {
          const std::array<float, 4> across = Points(down[0][y], down[1][y], down[2][y]);
          for (size_t x = 0; x < 4; ++x) points[4 * y + x][column] = across[x];
        }
      }
      float* const to = transformed + in * kProductColumns;
      for (size_t point = 0; point < kPoints; ++point)
        std::ranges::copy(points[point], to + Panel(shape, static_cast<int64_t>(point), out));
    }
}

void TransformGradient(const ConvolutionShape& shape, const float* sums, int64_t begin, int64_t end,
                       float* kernel) {
  for (int64_t out = begin; out < end; ++out)
    for (int64_t in = 0; in < shape.in; ++in) {
      const int64_t column = out % kProductColumns;
      const float* const from = sums + in * kProductColumns + column;
      const auto at = [&](int64_t y, int64_t x) {
        return from[Panel(shape, 4 * y + x, out - column)];
      };
      std::array<std::array<float, 3>, 4> down;  // of each column
      for (int64_t x = 0; x < 4; ++x)
        down[static_cast<size_t>(x)] = Values(at(0, x), at(1, x), at(2, x), at(3, x));
      float* to = kernel + (out * shape.in + in) * 9;
      for (size_t y = 0; y < 3; ++y, to += 3)
        std::ranges::copy(Values(down[0][y], down[1][y], down[2][y], down[3][y]), to);
    }
}

void ConvolveTiles(const ConvolutionShape& shape, const float* input, const float* transformed,
                   int64_t begin, int64_t end, float* output) {
  const int64_t at_once = TilesAtOnce(shape);
  const int64_t next_in = BetweenPoints(at_once, shape.in);
  const int64_t next_out = BetweenPoints(at_once, shape.out);
  const std::vector<float> zeros(static_cast<size_t>(shape.in));
  std::vector<float> values(static_cast<size_t>(kPoints * next_in)),
      beyond(static_cast<size_t>(shape.out));
  std::vector<float> answers(static_cast<size_t>(kPoints * next_out));
  for (int64_t first = begin; first < end; first += at_once) {
    const int64_t tiles = std::min(at_once, end - first);
    for (int64_t tile = 0; tile < tiles; ++tile)
      TransformValues(Pixels<4>(shape, first + tile, shape.in, input, zeros.data()), shape.in,
                      values.data() + tile * shape.in, next_in);
    std::ranges::fill(answers, 0.F);
    for (int64_t point = 0; point < kPoints; ++point)
      for (int64_t out = 0; out < shape.out; out += kProductColumns)
        for (int64_t tile = 0; tile < tiles; tile += kProductRows)
          AddProducts(values.data() + point * next_in + tile * shape.in, {0, 1}, shape.in,
                      transformed + Panel(shape, point, out), {0, kProductColumns}, 1, shape.in,
                      answers.data() + point * next_out + tile * shape.out + out, shape.out);
    for (int64_t tile = 0; tile < tiles; ++tile)
      TransformAnswers(answers.data() + tile * shape.out, next_out, shape.out,
                       Pixels<2>(shape, first + tile, shape.out, output, beyond.data()));
  }
}

void AddTransformedGradient(const ConvolutionShape& shape, const float* input,
                            const float* gradient, int64_t begin, int64_t end, float* sums) {
  const int64_t at_once = TilesAtOnce(shape);
  const int64_t next_in = BetweenPoints(at_once, shape.in);
  const int64_t next_out = BetweenPoints(at_once, shape.out);
  const std::vector<float> zeros(static_cast<size_t>(std::max(shape.in, shape.out)));
  std::vector<float> values(static_cast<size_t>(kPoints * next_in));
  std::vector<float> gradients(static_cast<size_t>(kPoints * next_out));
  for (int64_t first = begin; first < end; first += at_once) {
    const int64_t tiles = std::min(at_once, end - first);
    for (int64_t tile = 0; tile < tiles; ++tile) {
      TransformValues(Pixels<4>(shape, first + tile, shape.in, input, zeros.data()), shape.in,
                      values.data() + tile * shape.in, next_in);
      TransformGradients(Pixels<2>(shape, first + tile, shape.out, gradient, zeros.data()),
                         shape.out, gradients.data() + tile * shape.out, next_out);
    }
    for (int64_t point = 0; point < kPoints; ++point)
      for (int64_t out = 0; out < shape.out; out += kProductColumns)
        for (int64_t in = 0; in < shape.in; in += kProductRows)
          AddProducts(values.data() + point * next_in + in, {0, shape.in}, 1,
                      gradients.data() + point * next_out + out, {0, shape.out}, 1, tiles,
                      sums + Panel(shape, point, out) + in * kProductColumns, kProductColumns);
  }
}

}  // namespace swapbench
