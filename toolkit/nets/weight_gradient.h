// SPDX-License-Identifier: Apache-2.0
/// The gradient of a convolution's kernel where oneDNN 2.6, which comes with Debian's LibTorch,
/// reaches about half a core's speed. Internal to nets.
#pragma once

#include "nets/convolution_shape.h"

namespace swapbench {

/// Whether this processor and this shape are such that AddWeightGradient may be called: AVX2 and
/// FMA, `in` a multiple of 16, `out` of 4, an odd `side`.
bool HasWeightGradient(const ConvolutionShape& shape);

/// Adds the sum over images, y and x of
///   gradient[image, y, x, out] input[image, y stride + i - side / 2, x stride + j - side / 2, in]
/// to kernel[out, i, j, in], for images [begin, end). Rows are contiguous: N x H x W x C.
void AddWeightGradient(const ConvolutionShape& shape, const float* input, const float* gradient,
                       int64_t begin, int64_t end, float* kernel);

}  // namespace swapbench
