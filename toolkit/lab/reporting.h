// SPDX-License-Identifier: Apache-2.0
/// What the report must say besides the numbers.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "lab/experiment.h"
#include "stats/scores.h"

namespace swapbench {

struct ExperimentResults {
  const Experiment& experiment;
  std::filesystem::path folder;
  std::string fingerprint;
  const std::vector<ScoreTable>& tables;
  std::filesystem::path estimates, latency;             // latency may be empty
  std::map<std::string, std::filesystem::path> models;  // NAME of [train.NAME] -> folder
};

/// Writes folder/report.html with every seed, hash, recipe and version; returns its path.
std::filesystem::path WriteExperimentReport(const ExperimentResults& results);

/// From files alone; `latency` may be empty.
void WritePlainReport(const std::string& title, const std::filesystem::path& estimates,
                      const std::filesystem::path& latency, const std::filesystem::path& out);

}  // namespace swapbench
