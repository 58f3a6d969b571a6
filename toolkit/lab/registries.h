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

template <class Registry>
void Append(const Registry& registry, std::vector<RegisteredPlugin>& plugins) {
  for (const auto& entry : registry.entries())
    plugins.push_back({registry.kind(), entry.name, entry.summary, entry.options,
                       entry.canonical(Spec{entry.name, {}}).ToString()});
}

/// Kind by kind, as data flows.
std::vector<RegisteredPlugin> AllPlugins();

}  // namespace swapbench
