// SPDX-License-Identifier: Apache-2.0
/// Which networks exist, with their options, for those who do not see LibTorch. Making one takes
/// nets/network.h.
#pragma once

#include <cstdint>

#include "core/registry.h"

namespace swapbench {

class Network;

/// `meso4`, `resnet`, `xception` ...
using NetworkRegistry = Registry<Network>;
const NetworkRegistry& Networks();

/// Numbers that a training may change. Throws as Networks().Make does.
uint64_t CountParameters(const Spec& network);

}  // namespace swapbench
