// SPDX-License-Identifier: Apache-2.0
/// References that are computed by a Python script among the tests.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>
#include <utility>

#include "core/error.h"

namespace swapbench {

/// Standard output of tests/<script>, and its exit status: 3 where a library is missing.
inline std::pair<std::string, int> OutputOfPython(const std::string& script) {
  const std::string command =
      Concat("/usr/bin/python3 '", SWAPBENCH_SOURCE_DIR, "/tests/", script, "'");
  FILE* pipe = popen(command.c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer;
  for (size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    text.append(buffer.data(), got);
  return {text, WEXITSTATUS(pclose(pipe))};
}

}  // namespace swapbench
