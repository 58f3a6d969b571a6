// SPDX-License-Identifier: Apache-2.0
/// The AUC on the parity faces.
#pragma once

#include <span>
#include <vector>

namespace swapbench {

/// `logits` and `fake` run parallel. NaN where a logit is not finite or a class is absent.
double AucOf(std::span<const float> logits, const std::vector<bool>& fake);

}  // namespace swapbench
