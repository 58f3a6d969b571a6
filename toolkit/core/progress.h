// SPDX-License-Identifier: Apache-2.0
/// How far a long job is: one line that is rewritten on a terminal, a plain line every ten seconds
/// elsewhere.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

namespace swapbench {

class Progress {
 public:
  /// `what` is a present participle, `unit` a plural: Progress("drawing", "faces", 1500). Writes to
  /// stderr.
  Progress(std::string what, std::string unit, size_t total);
  ~Progress();  // ends the line with totals and the rate
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Advance(size_t count = 1);  // from any thread
  void SetNote(std::string note);  // shown behind the counts: "loss .412"

 private:
  void Show(bool last);

  std::string what_, unit_, note_;
  size_t total_;
  bool terminal_;
  std::atomic<size_t> done_{0};
  std::chrono::steady_clock::time_point start_, shown_;
  std::mutex mutex_;
};

}  // namespace swapbench
