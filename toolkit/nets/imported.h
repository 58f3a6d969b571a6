// SPDX-License-Identifier: Apache-2.0
/// A model folder of weights that others trained. Internal to nets.
#pragma once

#include <filesystem>
#include <string>

#include "core/json.h"
#include "nets/network.h"

namespace swapbench {

/// Publishes weights and model.ini, whose threshold is unknown. `network` is canonical, `ledger`
/// what there is to say besides `origin` and the toolkit's version.
void PublishImported(const Network& made, const Spec& network, const InputFormat& input,
                     const std::string& origin, JsonObject ledger,
                     const std::filesystem::path& folder);

}  // namespace swapbench
