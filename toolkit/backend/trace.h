// SPDX-License-Identifier: Apache-2.0
/// From an eager network to LibTorch's graph of it, and from there to the internal representation.
/// Internal to the Torch files of backend.
#pragma once

#include <torch/script.h>
#include "nets/torch.h"

#include "backend/ir.h"
#include "nets/network.h"

namespace swapbench {

/// Runs the network once and records what it did; the weights become constants and stop
/// requiring gradients. The module answers for any batch. Throws Error where its answers differ
/// from the network's own (a network that branches on its input cannot be traced).
torch::jit::Module Trace(Network& network);

/// The traced graph in ONNX's vocabulary. Weights carry the network's own names. Throws Error
/// naming the first operation that has no translation.
IrGraph Lower(const torch::jit::Module& traced, const Network& network);

}  // namespace swapbench
