// SPDX-License-Identifier: Apache-2.0
#include "nets/products.h"

#include <immintrin.h>

namespace swapbench {

bool HasProducts() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

[[gnu::target("avx2,fma")]] void AddProducts(const float* a, Walk a_walk, int64_t a_next,
                                             const float* b, Walk b_walk, int64_t rows,
                                             int64_t steps, float* sums, int64_t next) {
  // Eight named registers: gcc keeps an array of them in memory.
  float *const s0 = sums, *const s1 = s0 + next, *const s2 = s1 + next, *const s3 = s2 + next;
  __m256 low0 = _mm256_loadu_ps(s0), high0 = _mm256_loadu_ps(s0 + 8);
  __m256 low1 = _mm256_loadu_ps(s1), high1 = _mm256_loadu_ps(s1 + 8);
  __m256 low2 = _mm256_loadu_ps(s2), high2 = _mm256_loadu_ps(s2 + 8);
  __m256 low3 = _mm256_loadu_ps(s3), high3 = _mm256_loadu_ps(s3 + 8);
  for (int64_t row = 0; row < rows; ++row, a += a_walk.row, b += b_walk.row) {
    const float *one = a, *many = b;
    for (int64_t step = 0; step < steps; ++step, one += a_walk.step, many += b_walk.step) {
      const __m256 low = _mm256_loadu_ps(many), high = _mm256_loadu_ps(many + 8);
      const __m256 a0 = _mm256_broadcast_ss(one), a1 = _mm256_broadcast_ss(one + a_next);
      low0 = _mm256_fmadd_ps(low, a0, low0), high0 = _mm256_fmadd_ps(high, a0, high0);
      low1 = _mm256_fmadd_ps(low, a1, low1), high1 = _mm256_fmadd_ps(high, a1, high1);
      const __m256 a2 = _mm256_broadcast_ss(one + 2 * a_next);
      const __m256 a3 = _mm256_broadcast_ss(one + 3 * a_next);
      low2 = _mm256_fmadd_ps(low, a2, low2), high2 = _mm256_fmadd_ps(high, a2, high2);
      low3 = _mm256_fmadd_ps(low, a3, low3), high3 = _mm256_fmadd_ps(high, a3, high3);
    }
  }
  _mm256_storeu_ps(s0, low0), _mm256_storeu_ps(s0 + 8, high0);
  _mm256_storeu_ps(s1, low1), _mm256_storeu_ps(s1 + 8, high1);
  _mm256_storeu_ps(s2, low2), _mm256_storeu_ps(s2 + 8, high2);
  _mm256_storeu_ps(s3, low3), _mm256_storeu_ps(s3 + 8, high3);
}

}  // namespace swapbench
