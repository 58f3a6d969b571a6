// SPDX-License-Identifier: Apache-2.0
/// A whole experiment, only what is stale.
#pragma once

#include <filesystem>

#include "lab/experiment.h"

namespace swapbench {

/// Makes corpus, models, scores, estimates, latency and report below `folder`, and publishes
/// report.html, estimates.csv and latency.csv there. Returns the report's path. Throws Error, or
/// Interrupted: the same call continues.
std::filesystem::path RunExperiment(const Experiment& experiment,
                                    const std::filesystem::path& folder, int threads);

}  // namespace swapbench
