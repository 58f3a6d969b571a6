// SPDX-License-Identifier: Apache-2.0
#include "train/ledger.h"

#include "core/build_info.h"

namespace swapbench {

JsonObject OptionsJson(const std::vector<OptionInfo>& options) {
  JsonObject json;
  for (const OptionInfo& option : options) json.Set(option.key, option.default_value);
  return json;
}

JsonObject ToolkitVersions() {
  const BuildInfo& build = GetBuildInfo();
  return JsonObject()
      .Set("toolkit", build.version)
      .Set("commit", build.commit)
      .Set("compiler", build.compiler);
}

}  // namespace swapbench
