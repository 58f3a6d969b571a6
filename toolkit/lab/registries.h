// SPDX-License-Identifier: Apache-2.0
/// Every plug-in of every kind.
#pragma once

#include <string>
#include <vector>

#include "core/options.h"

namespace swapbench {

struct RegisteredPlugin {
  std::string kind, name, summary;
  std::vector<OptionInfo> options;
  std::string canonical;  // spec with all defaults written out
};

/// Kind by kind, as data flows.
std::vector<RegisteredPlugin> AllPlugins();

}  // namespace swapbench
