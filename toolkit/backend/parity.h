// SPDX-License-Identifier: Apache-2.0
/// Do two runtimes give the same answers? Asked before either is timed.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace swapbench {

/// Largest |a - b| / (1 + |a|) of two logits that still counts as equal: 1e-4 for fp32, 5e-3 tf32,
/// 1e-2 fp16, 5e-2 bf16. Throws Error for any other precision.
double ParityTolerance(std::string_view precision);

struct Parity {
  bool passed = false;
  double max_difference = 0;  // largest |a - b| / (1 + |a|); NaN where an answer is not finite
  size_t worst = 0;           // row of it
  std::string reason;         // "" where passed, else one clause
};

/// `reference` and `candidate` answer the same rows. A NaN or infinity on either side is a failure.
Parity CompareLogits(std::span<const float> reference, std::span<const float> candidate,
                     std::string_view precision);

}  // namespace swapbench
