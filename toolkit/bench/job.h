// SPDX-License-Identifier: Apache-2.0
/// What a worker process is told, and what it answers: two small JSON files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "core/spec.h"

namespace swapbench {

struct BenchJob {
  std::filesystem::path model, faces, answer;
  Spec backend;
  std::string tier;              // a tier's name, or "" for answers alone
  size_t parity_faces = 0;       // so many faces, from the first, are answered for comparison
  std::vector<float> reference;  // their logits, where there is something to compare with
};

struct BenchAnswer {
  std::string error;  // what went wrong, "" where nothing did
  std::string runtime;
  int threads = 0;
  std::string parity;  // "passed", "failed" or "control"
  std::string reason;  // of a failure
  double max_difference = std::numeric_limits<double>::quiet_NaN();
  double first_ms = std::numeric_limits<double>::quiet_NaN();
  double peak_rss_mb = std::numeric_limits<double>::quiet_NaN();
  bool warm = false;
  std::vector<float> logits;         // of the parity faces
  std::vector<int64_t> nanoseconds;  // of the timed queries, in order
};

void WriteJob(const BenchJob& job, const std::filesystem::path& file);
BenchJob ReadJob(const std::filesystem::path& file);  // throws Error where it is not one

void WriteAnswer(const BenchAnswer& answer, const std::filesystem::path& file);
BenchAnswer ReadAnswer(const std::filesystem::path& file);  // throws Error where it is not one

}  // namespace swapbench
