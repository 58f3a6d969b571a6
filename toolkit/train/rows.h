// SPDX-License-Identifier: Apache-2.0
/// Which records a training may look at. Internal to train.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/dataset.h"
#include "train/trainer.h"

namespace swapbench {

struct TrainingRows {
  std::vector<size_t> reals;               // of split train
  std::vector<std::vector<size_t>> twins;  // parallel: the fakes made from each real
  std::vector<size_t> fakes;               // all of split train
  std::vector<size_t> validation;          // split val, both classes
  std::string made_by;  // the method that makes a fake of every real, also for validation
  std::unordered_map<size_t, int64_t> method;  // of the fakes: 1, 2, ... in the order of names

  bool MakesFakes() const { return !made_by.empty(); }
  bool HasFakes() const { return MakesFakes() || !fakes.empty(); }
  /// How many swap methods the training fakes are of.
  int64_t CountMethods() const;
  /// Their names, in alphabetical order.
  std::set<std::string> Methods(const Dataset& dataset) const;
};

/// What tells fakes from reals learns from: those of `method`, or reals alone where `fakes` makes
/// its own. Throws Error where both are given, or a class is missing.
TrainingRows ChooseRows(const Dataset& dataset, const TrainOptions& options);

/// Only fakes of `method` where it is not empty. Reads infos only, never a picture. Throws Error
/// where split train or val lacks a class.
TrainingRows ChooseRows(const Dataset& dataset, const std::string& method);

/// Real records alone, for a training that makes its fakes or a network that learns to draw. Throws
/// Error where split train or val has none.
TrainingRows ChooseReals(const Dataset& dataset);

}  // namespace swapbench
