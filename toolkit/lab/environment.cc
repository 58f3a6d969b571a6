// SPDX-License-Identifier: Apache-2.0
#include "lab/environment.h"

#include <sys/utsname.h>

#include <array>
#include <ctime>
#include <fstream>
#include <opencv2/core/version.hpp>

#include "core/build_info.h"
#include "core/parallel.h"
#include "core/text.h"

namespace swapbench {
namespace {

std::string CpuModel() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name")) return std::string(Trim(line.substr(line.find(':') + 1)));
  return "unknown";
}

std::string Kernel() {
  utsname names{};
  return uname(&names) == 0 ? std::string(names.sysname) + " " + names.release + " " + names.machine
                            : "unknown";
}

std::string OperatingSystem() {
  std::ifstream file("/etc/os-release");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("PRETTY_NAME=")) return line.substr(13, line.size() - 14);
  return "unknown";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> DescribeEnvironment() {
  const BuildInfo& build = GetBuildInfo();
  return {{"swapbench", build.version},
          {"commit", build.commit},
          {"source_hash", build.source_hash},
          {"compiler", build.compiler},
          {"build_type", build.build_type},
          {"libtorch", build.torch_version},
          {"opencv", CV_VERSION},
          {"system", OperatingSystem()},
          {"kernel", Kernel()},
          {"cpu", CpuModel()},
          {"cpus", std::to_string(AvailableThreads())}};
}

std::string UtcNow() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace swapbench
