// SPDX-License-Identifier: Apache-2.0
#include <sys/wait.h>

#include <cstdlib>

#include "core/file.h"
#include "end_to_end/command.h"
#include "support.h"

namespace swapbench {

CommandResult Shell(const std::string& command) {
  const TemporaryFolder folder;
  const std::string out = folder / "out", err = folder / "err";
  const int status = std::system(("(" + command + ") >" + out + " 2>" + err).c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), ReadFile(out),
          ReadFile(err)};
}

CommandResult Swapbench(const std::string& arguments) {
  return Shell(std::string(SWAPBENCH_BINARY) + " " + arguments);
}

}  // namespace swapbench
