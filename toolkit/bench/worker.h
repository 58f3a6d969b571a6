// SPDX-License-Identifier: Apache-2.0
/// The inside of a worker process: one model on one runtime.
#pragma once

#include <filesystem>

namespace swapbench {

/// Carries out the job file, writes its answer, returns the process' exit code: 0 also where the
/// answer is an error, for then the answer says so. The command line calls it for the hidden verb
/// `bench-worker JOBFILE`.
int RunBenchWorker(const std::filesystem::path& job);

}  // namespace swapbench
