// SPDX-License-Identifier: Apache-2.0
/// Sums of products that stay in registers: what convolutions' kernels spend their time in.
/// Internal to nets.
#pragma once

#include <cstdint>

namespace swapbench {

inline constexpr int64_t kProductRows = 4, kProductColumns = 16;  // sums in registers together

/// Whether this processor may call AddProducts: AVX2 and FMA.
bool HasProducts();

/// Where the next factor lies, in numbers.
struct Walk {
  int64_t row, step;
};

/// sums[i next + j] += sum over row and step of
///   a[row a_walk.row + step a_walk.step + i a_next] b[row b_walk.row + step b_walk.step + j]
/// for i < 4 and j < 16, in order.
void AddProducts(const float* a, Walk a_walk, int64_t a_next, const float* b, Walk b_walk,
                 int64_t rows, int64_t steps, float* sums, int64_t next);

}  // namespace swapbench
