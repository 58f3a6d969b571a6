// SPDX-License-Identifier: Apache-2.0
/// From estimates and latency rows to one HTML file that opens without a network, and to the
/// tables of a paper.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/latency.h"
#include "stats/estimate.h"

namespace swapbench {

/// Something a reader must know to judge or repeat the numbers. Printed in the given order.
struct ReportFact {
  enum class Topic { kTested, kSeed, kEnvironment, kCommand, kRecipe };
  Topic topic = Topic::kTested;
  std::string key;    // "corpus quickstart", "seed of the corpus", "compiler"
  std::string value;  // several lines are printed as they are
};

/// What a score table held, and what its detector would not score.
struct ScoreSummary {
  std::string detector, corpus, fingerprint;  // detector as in the estimates
  size_t real = 0, fake = 0;                  // records, refused ones included
  size_t refused_real = 0, refused_fake = 0;  // refused or no face found
};

/// How the training of a network went: one number an epoch in each list.
struct TrainingHistory {
  std::string network;                                                 // its short name
  std::vector<double> training_loss, validation_loss, validation_auc;  // NaN: nothing to rank
  size_t kept = 0;  // index of the epoch whose weights are the model
};

struct ReportInput {
  std::string title = "SwapBench report";
  std::vector<Estimate> estimates;
  std::vector<LatencyRow> latency;
  std::vector<ScoreSummary> scores;
  std::vector<TrainingHistory> trainings;
  std::vector<ReportFact> facts;
  /// Canonical spec, or model folder of the latency rows, -> short name. What is missing is
  /// derived: a network is called like its model's folder, anything else like its plug-in.
  std::map<std::string, std::string> names;
};

/// Writes `html` and, in a folder `tables` beside it, every table as CSV and LaTeX, the verdict and
/// the number macros for paper/main.tex. The same input gives the same bytes. Throws Error where
/// there are no estimates and no latency rows, or where a file cannot be written: nothing is then.
void WriteReport(const ReportInput& input, const std::filesystem::path& html);

/// That folder.
std::filesystem::path TablesBeside(const std::filesystem::path& html);

/// The page alone.
std::string ReportHtml(const ReportInput& input);

}  // namespace swapbench
