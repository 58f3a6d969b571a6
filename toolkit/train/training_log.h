// SPDX-License-Identifier: Apache-2.0
/// How a training went, epoch by epoch: `log.csv` in the model's folder. Its last line is the last
/// epoch that ended; a training that was stopped and continued has one line an epoch as well.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace swapbench {

struct EpochResult {
  double training_loss = 0;    // mean over the epoch's steps, with augmentation
  double validation_loss = 0;  // balanced, in nats; of pictures drawn again the mean difference
  /// Of the whole split val; NaN where nothing is told apart. It has no interval here: which epoch
  /// is kept hangs on it, so that it flatters all of them. card.md counts people.
  double validation_auc = std::numeric_limits<double>::quiet_NaN();
  int64_t step = 0;              // steps done when it ended, of all epochs together
  double learning_rate = 0;      // of its last step
  double images_per_second = 0;  // rows a second in its steps: those of the last run, after a stop
  double loader_share = 0;       // of that time spent waiting for batches
};

inline constexpr char kTrainingLog[] = "log.csv";

/// Columns epoch (from 1), step, learning_rate, training_loss, validation_loss, validation_auc,
/// images_per_second, loader_share.
std::string ToCsv(const std::vector<EpochResult>& history);

/// Throws Error naming the file and what is wrong with it.
std::vector<EpochResult> ReadTrainingLog(const std::filesystem::path& path);

}  // namespace swapbench
