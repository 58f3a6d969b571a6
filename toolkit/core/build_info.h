// SPDX-License-Identifier: Apache-2.0
/// What this binary was built from, fixed at build time.
#pragma once

#include <string>

namespace swapbench {

struct BuildInfo {
  std::string version;  // "0.1.0"
  std::string commit;   // "unknown" outside a git checkout; "+changes" appended to a modified one
  std::string source_hash;    // SHA-256 over the toolkit's own sources; part of every cache key
  std::string compiler;       // "GNU 12.2.0"
  std::string build_type;     // "Release"
  std::string torch_version;  // "none" in a build without it
  bool with_torch;
};

const BuildInfo& GetBuildInfo();

}  // namespace swapbench
