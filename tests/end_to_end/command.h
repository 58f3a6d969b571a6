// SPDX-License-Identifier: Apache-2.0
/// Running the binary as a person would.
#pragma once

#include <string>

namespace swapbench {

struct CommandResult {
  int code = 0;  // exit code; 128 + signal where it was killed
  std::string out, err;
};

/// `command` as typed in a shell.
CommandResult Shell(const std::string& command);

/// `arguments` as typed in a shell behind "swapbench".
CommandResult Swapbench(const std::string& arguments);

}  // namespace swapbench
