// SPDX-License-Identifier: Apache-2.0
/// One number with its interval: a row of estimates.csv.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace swapbench {

struct Estimate {
  std::string detector, corpus;
  std::string slice = "all";            // "all" or "key=value"
  std::string metric;                   // canonical spec
  double value = 0, low = 0, high = 0;  // NaN where undefined
  size_t n = 0;                         // rows used
  size_t clusters = 0;                  // independent units behind the interval
  std::string note;
  double level = .95;  // of the interval; of the whole family for `interval=simultaneous`
  std::string training =
      {};  // of a swap method: "seen" or "unseen" by the detector's training; else ""
};

/// Columns detector,corpus,slice,metric,value,low,high,n,clusters,note,level,training. Older files
/// lack `level`, which is .95 there, and `training`.
std::string ToCsv(const std::vector<Estimate>& estimates);
std::vector<Estimate> ReadEstimateCsv(
    const std::filesystem::path& path);  // throws Error naming line and column

}  // namespace swapbench
