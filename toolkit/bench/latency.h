// SPDX-License-Identifier: Apache-2.0
/// One row of latency.csv: a model on a runtime, its parity with the reference first, then its
/// time.
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace swapbench {

struct LatencyRow {
  std::string model;     // folder, as given
  std::string backend;   // canonical spec
  std::string scenario;  // "single"
  std::string tier;      // "smoke", "standard" or "official"
  int threads = 0;
  int batch = 1;
  size_t n = 0;                                           // timed queries
  double p50_ms = kNone, p90_ms = kNone, p99_ms = kNone;  // NaN where too few queries
  double images_per_s = kNone;
  double first_ms = kNone;  // process start to first answer's arrival not counted: first Run alone
  std::string parity;       // "passed", "failed" or "control"; "error" where the worker died
  double max_diff = kNone;  // largest |dlogit| / (1 + |logit|) against eager fp32 on one thread
  double auc = kNone, auc_loss = kNone;  // on the parity faces; loss against the reference
  double peak_rss_mb = kNone;
  std::string note;  // "p99: n < 662"; what really ran; why a row failed

  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
};

/// Columns
/// model,backend,scenario,tier,threads,batch,n,p50_ms,p90_ms,p99_ms,images_per_s,first_ms,parity,max_diff,
/// auc,auc_loss,peak_rss_mb,note. NaN prints as an empty cell.
std::string ToCsv(const std::vector<LatencyRow>& rows);
std::vector<LatencyRow> ReadLatencyCsv(
    const std::filesystem::path& path);  // throws Error naming line and column

}  // namespace swapbench
