// SPDX-License-Identifier: Apache-2.0
/// The order of training: any step's batch follows from (seed, step) alone, so a run can continue
/// anywhere and the number of workers cannot matter. Internal to train.
#pragma once

#include <cstdint>
#include <vector>

#include "core/rng.h"
#include "train/rows.h"

namespace swapbench {

/// Where i goes in a random permutation of [0, n) that `key` names: a Feistel network of six
/// rounds, walked until it is back inside the range (Black and Rogaway 2002). i < n.
uint64_t Permuted(uint64_t i, uint64_t n, const Rng& key);

struct BatchRow {
  size_t record;  // of a fake that is made: the real it is made of
  bool fake;
  uint64_t epoch;      // names the augmentation's stream together with the record
  int64_t method = 0;  // in training the number of the fake's swap method, from 1; 0: real

  bool operator==(const BatchRow&) const = default;
};

/// What an objective wants to find in a batch.
struct BatchWishes {
  bool masks = false;
  bool whole = false;  // rows are compared with one another: no part of a batch will do
  int views = 1;       // how often a picture stands there, row after row, each time changed anew
};

/// What is judged after each epoch, the same each time: split val, and a fake of each real where
/// fakes are made.
std::vector<BatchRow> ValidationRows(const Dataset& dataset, const TrainingRows& rows);

/// Pairs of a real and a fake, or reals alone where the rows hold no fake. An epoch passes once
/// over the training reals; beside each stands one of the fakes made from it, drawn anew in each
/// epoch, or where it has none the next of all fakes in their own order. All batches are full: the
/// last of an epoch begins the next.
class BatchOrder {
 public:
  BatchOrder(const TrainingRows& rows, uint64_t seed, int batch);

  size_t rows_per_step() const { return rows_.HasFakes() ? 2 * reals_ : reals_; }
  /// Steps after which `epochs` epochs are done.
  size_t StepsAfter(size_t epochs) const {
    return (epochs * rows_.reals.size() + reals_ - 1) / reals_;
  }
  /// Real, fake, real, fake ... of one step; thread-safe.
  std::vector<BatchRow> Batch(size_t step) const;

 private:
  size_t Partner(size_t real, uint64_t position, uint64_t epoch) const;

  const TrainingRows& rows_;
  uint64_t seed_;
  size_t reals_;  // a step
};

}  // namespace swapbench
