// SPDX-License-Identifier: Apache-2.0
/// What every training writes down of itself. Internal to train.
#pragma once

#include <vector>

#include "core/json.h"
#include "core/options.h"

namespace swapbench {

/// Key and value of each.
JsonObject OptionsJson(const std::vector<OptionInfo>& options);

/// Of this toolkit and its compiler.
JsonObject ToolkitVersions();

}  // namespace swapbench
