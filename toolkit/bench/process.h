// SPDX-License-Identifier: Apache-2.0
/// A process of its own for a piece of work that may crash or hang.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace swapbench {

struct ProcessOptions {
  std::vector<std::string> arguments;              // after the program's name
  std::map<std::string, std::string> environment;  // over the inherited one
  int cpus = 0;                      // pinned to so many of the CPUs we may use; 0: not pinned
  double timeout = 60;               // seconds until it is killed
  std::filesystem::path error_file;  // receives what it writes to stdout and stderr
};

/// "" where it exited with 0, else what happened to it in one clause: "killed by signal 11
/// (Segmentation fault)", "gave no answer in 60 s", "exited with 2". It dies with us. Throws Error
/// where it cannot be started, Interrupted (after killing it) where a stop was asked for.
std::string RunProcess(const std::filesystem::path& program, const ProcessOptions& options);

}  // namespace swapbench
