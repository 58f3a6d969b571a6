// SPDX-License-Identifier: Apache-2.0
/// How the process's memory is handed back.
#pragma once

namespace swapbench {

/// From now on freed memory stays with the process. By default glibc returns every large block to
/// the kernel at once, so that each tensor is paid for again in page faults: a training step of a
/// thin network takes two to ten times as long. Called once, when the process begins: what is timed
/// then does not depend on what ran before.
void KeepFreedMemory();

}  // namespace swapbench
