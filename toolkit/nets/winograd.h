// SPDX-License-Identifier: Apache-2.0
/// 3x3 convolutions of stride 1 by Winograd's minimal filtering F(2x2, 3x3) (Lavin & Gray 2016,
/// section 4.1): tiles of 2x2 answers from 4x4 values,
///   answer = A^T [sum over channels of (G kernel G^T) * (B^T values B)] A,
/// which is 16 products for each pair of channels where the plain sum has 36. Pictures are
/// contiguous, N x H x W x C. Internal to nets.
#pragma once

#include "nets/convolution_shape.h"

namespace swapbench {

/// Whether this processor and this shape are such that what follows may be called: AVX2 and FMA, a
/// side of 3, a stride of 1, `in` and `out` multiples of 16.
bool HasWinograd(const ConvolutionShape& shape);

/// A kernel in memory: where its next input channel, output channel, row and column lie.
struct KernelSteps {
  int64_t in, out, row, column;
};

int64_t CountTiles(const ConvolutionShape& shape);  // of all images
int64_t TransformedSize(const ConvolutionShape& shape);

/// G kernel G^T for output channels [begin, end), multiples of 16, into `transformed`, which has
/// TransformedSize numbers.
void TransformKernel(const ConvolutionShape& shape, const float* kernel, KernelSteps steps,
                     int64_t begin, int64_t end, float* transformed);

/// The answers of tiles [begin, end).
void ConvolveTiles(const ConvolutionShape& shape, const float* input, const float* transformed,
                   int64_t begin, int64_t end, float* output);

/// The adjoint: adds to `sums`, TransformedSize numbers, what the answers' gradient in tiles
/// [begin, end) gives for G kernel G^T.
void AddTransformedGradient(const ConvolutionShape& shape, const float* input,
                            const float* gradient, int64_t begin, int64_t end, float* sums);

/// G^T sums G for output channels [begin, end), into kernel[out, in, 3, 3]: the kernel's gradient.
void TransformGradient(const ConvolutionShape& shape, const float* sums, int64_t begin, int64_t end,
                       float* kernel);

}  // namespace swapbench
