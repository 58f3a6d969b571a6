// SPDX-License-Identifier: Apache-2.0
/// Ctrl-C and SIGTERM set a flag; long loops ask for it and unwind, so that nothing is torn.
#pragma once

namespace swapbench {

/// Handlers for SIGINT and SIGTERM. A second signal kills the process at once.
void CatchStopSignals();

bool StopRequested();

/// Throws Interrupted where a stop was requested.
void ThrowIfStopped();

}  // namespace swapbench
