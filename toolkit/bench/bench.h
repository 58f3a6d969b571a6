// SPDX-License-Identifier: Apache-2.0
/// How fast models answer on runtimes, and whether the answers are the right ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/latency.h"
#include "core/spec.h"
#include "data/dataset.h"

namespace swapbench {

struct BenchOptions {
  std::string tier = "smoke";  // see tier.h
  uint64_t seed = 1;           // of the timed faces' choice and of the order of processes
  /// Where machine.json and every timed nanosecond go (raw/<row>-<repetition>.txt, one integer a
  /// line); empty: nowhere.
  std::filesystem::path record;
  /// The program that is run as `PROGRAM bench-worker JOBFILE` and calls RunBenchWorker.
  std::filesystem::path program = "/proc/self/exe";
  /// Seconds after which a worker is given up; 0: the tier's.
  double timeout = 0;
};

/// A row for each model on each backend, in that order. Each row is measured in processes of its
/// own, pinned to as many CPUs as its backend has threads; one that crashes or hangs becomes a row
/// whose parity is "error". Answers are compared with `torch:threads=1` (in a build without
/// LibTorch `opencv_dnn:threads=1`, and the rows say so) before anything is timed. Throws Error for
/// an unknown tier or backend, an unreadable model, a dataset without both labels, and where the
/// reference itself fails; Interrupted.
std::vector<LatencyRow> BenchModels(const Dataset& dataset,
                                    const std::vector<std::filesystem::path>& models,
                                    const std::vector<Spec>& backends, const BenchOptions& options);

}  // namespace swapbench
