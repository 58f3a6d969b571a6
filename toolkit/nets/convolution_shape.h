// SPDX-License-Identifier: Apache-2.0
/// What a convolution's kernels need to know of it. Internal to nets.
#pragma once

#include <cstdint>

namespace swapbench {

/// A square kernel without groups or dilation over pictures with a border of side / 2 zeros.
struct ConvolutionShape {
  int64_t images, height, width, in, out;  // of the input; channels
  int64_t side, stride;
  int64_t height_out() const { return (height - 1) / stride + 1; }  // of an odd side
  int64_t width_out() const { return (width - 1) / stride + 1; }
};

}  // namespace swapbench
