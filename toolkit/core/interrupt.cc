// SPDX-License-Identifier: Apache-2.0
#include "core/interrupt.h"

#include <csignal>

#include "core/error.h"

namespace swapbench {
namespace {

volatile std::sig_atomic_t stop_requested = 0;

void OnStop(int signal) {
  stop_requested = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void CatchStopSignals() {
  std::signal(SIGINT, OnStop);
  std::signal(SIGTERM, OnStop);
}

bool StopRequested() { return stop_requested != 0; }

void ThrowIfStopped() {
  if (StopRequested()) throw Interrupted("Stopped on request.");
}

}  // namespace swapbench
