// SPDX-License-Identifier: Apache-2.0
/// What a latency was measured on. Whatever the system does not tell is "unknown".
#pragma once

#include <string>
#include <vector>

#include "core/json.h"

namespace swapbench {

/// How busy the machine was; two of these bracket a measurement.
struct MachineLoad {
  double load_1min = 0;  // runnable threads, mean of the last minute
  long long steal = 0;   // ticks that a hypervisor gave to others, of all CPUs, since boot
  long long total = 0;   // ticks of all CPUs since boot
};

MachineLoad ReadMachineLoad();

/// Share of CPU time between the two that a hypervisor gave to others, 0..1.
double StealShare(const MachineLoad& before, const MachineLoad& after);

/// The value of `key` in text of lines "key : value", as in /proc/cpuinfo; "unknown" where absent.
std::string FieldOf(const std::string& text, const std::string& key);

/// CPU model and flags, CPUs usable, governor, quota, memory, kernel, versions of the packages that
/// matter, environment variables that change how fast a runtime is, load and steal.
JsonObject MachineRecord(const MachineLoad& before, const MachineLoad& after);

}  // namespace swapbench
