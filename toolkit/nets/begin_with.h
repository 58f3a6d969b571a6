// SPDX-License-Identifier: Apache-2.0
/// Weights of another training as the beginning of a new one. Internal to nets and train.
#pragma once

#include <string>
#include <vector>

#include "nets/network.h"
#include "nets/safetensors.h"

namespace swapbench {

/// Copies the tensors into the network. Only a last layer (a matrix of one or two rows, and its
/// bias) may be of another number of classes: it keeps the values that the network has. Returns the
/// names of the network's tensors that were not taken. Throws Error, with the network unchanged, on
/// any other difference: `whose` is the sentence's subject, "The weights in DIR".
std::vector<std::string> BeginWith(Network& network, const std::vector<NamedTensor>& tensors,
                                   const std::string& whose);

}  // namespace swapbench
