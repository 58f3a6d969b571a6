// SPDX-License-Identifier: Apache-2.0
/// Where a training stands, in one file that is replaced at once. Internal to train.
#pragma once

#include "nets/network.h"
// Torch first.
#include "train/average.h"
#include "train/optimiser.h"
#include "train/training_log.h"

namespace swapbench {

struct TrainingState {
  int64_t step = 0;       // steps done
  double loss_sum = 0;    // of the current epoch
  double loss_count = 0;  // steps in it
  double seconds = 0;     // of earlier runs
  std::vector<EpochResult> history;
  size_t best_epoch = 0;          // index into history
  std::vector<NamedTensor> best;  // its weights; empty before the first epoch is over
};

/// `request` is everything that decides the result: another one may not continue.
void SaveCheckpoint(const std::filesystem::path& file, const std::string& request,
                    const TrainingState& state, const Network& network, const Optimiser& optimiser,
                    const Average& average);

/// Nothing where there is no file. Throws Error where it was left by another request or is damaged.
std::optional<TrainingState> LoadCheckpoint(const std::filesystem::path& file,
                                            const std::string& request, Network& network,
                                            Optimiser& optimiser, Average& average);

}  // namespace swapbench
