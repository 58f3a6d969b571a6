// SPDX-License-Identifier: Apache-2.0
#include "bench/machine.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/build_info.h"
#include "core/error.h"
#include "core/parallel.h"
#include "core/text.h"

namespace swapbench {
namespace {

/// Files below /proc and /sys have no size, so ReadFile is no use.
std::string Contents(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string LineOf(const std::string& path) {
  const std::string text(Trim(Contents(path)));
  return text.empty() ? "unknown" : text;
}

/// Installed Debian packages whose names begin as one of those that decide speed.
JsonObject Packages() {
  constexpr std::array<const char*, 8> kStems = {
      "libtorch1", "libopencv-core4", "libopencv-dnn4", "libopenblas0",
      "libdnnl",   "libonnx1",        "libtbb12",       "libc6"};
  JsonObject packages;
  std::ifstream status("/var/lib/dpkg/status");
  std::string line, name;
  while (std::getline(status, line)) {
    if (line.starts_with("Package: ")) name = line.substr(9);
    if (!line.starts_with("Version: ")) continue;
    for (const char* stem : kStems)
      if (name.starts_with(stem) && name.find("-dev") == std::string::npos)
        packages.Set(name, line.substr(9));
  }
  return packages;
}

JsonObject Environment() {
  constexpr std::array<const char*, 10> kStems = {
      "OMP_",    "GOMP_",   "OPENBLAS_",      "MKL_",       "DNNL_",
      "ONEDNN_", "OPENCV_", "GLIBC_TUNABLES", "LD_PRELOAD", "MALLOC_"};
  JsonObject environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    for (const char* stem : kStems)
      if (text.starts_with(stem)) environment.Set(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

std::string Kernel() {
  struct ::utsname name {};
  return ::uname(&name) == 0 ? Concat(name.sysname, " ", name.release) : "unknown";
}

JsonObject Load(const MachineLoad& before, const MachineLoad& after) {
  return JsonObject()
      .Set("load_before", before.load_1min)
      .Set("load_after", after.load_1min)
      .Set("steal_share", StealShare(before, after));
}

}  // namespace

std::string FieldOf(const std::string& text, const std::string& key) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const size_t colon = line.find(':');
    if (colon != std::string::npos && Trim(std::string_view(line).substr(0, colon)) == key)
      return std::string(Trim(std::string_view(line).substr(colon + 1)));
  }
  return "unknown";
}

MachineLoad ReadMachineLoad() {
  MachineLoad load;
  std::istringstream(Contents("/proc/loadavg")) >> load.load_1min;
  std::istringstream ticks(Contents("/proc/stat"));  // cpu user nice system idle iowait irq ...
  std::string word;
  ticks >> word;
  long long value = 0;
  for (int column = 0; column < 8 && ticks >> value; ++column) {
    load.total += value;
    if (column == 7) load.steal = value;
  }
  return load;
}

double StealShare(const MachineLoad& before, const MachineLoad& after) {
  const long long total = after.total - before.total;
  return total <= 0 ? 0
                    : static_cast<double>(after.steal - before.steal) / static_cast<double>(total);
}

JsonObject MachineRecord(const MachineLoad& before, const MachineLoad& after) {
  const std::string cpu = Contents("/proc/cpuinfo");
  const BuildInfo& build = GetBuildInfo();
  return JsonObject()
      .Set("cpu", FieldOf(cpu, "model name"))
      .Set("flags", FieldOf(cpu, "flags"))
      .Set("cpus_usable", AvailableThreads())
      .Set("governor", LineOf("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))
      .Set("quota", LineOf("/sys/fs/cgroup/cpu.max"))
      .Set("memory", FieldOf(Contents("/proc/meminfo"), "MemTotal"))
      .Set("kernel", Kernel())
      .Set("swapbench", build.version)
      .Set("commit", build.commit)
      .Set("compiler", build.compiler)
      .Set("packages", Packages())
      .Set("environment", Environment())
      .Set("load", Load(before, after));
}

}  // namespace swapbench
