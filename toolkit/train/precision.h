// SPDX-License-Identifier: Apache-2.0
/// The precision that a network is trained in. Internal to train.
#pragma once

#include <string>

#include "nets/network.h"

namespace swapbench {

/// network.Show(input); where `precision` is bf16, convolutions and products of matrices are of
/// bfloat16 (LibTorch's autocast), weights and what is shown of single precision.
Outputs ShowIn(const std::string& precision, Network& network, const torch::Tensor& input);

}  // namespace swapbench
