// SPDX-License-Identifier: Apache-2.0
/// On which rows a network is trained, and by what a training chooses among its epochs. Internal to
/// train.
#pragma once

#include "train/checkpoint.h"
// Torch first.
#include "train/calibration.h"
#include "train/rows.h"
#include "train/trainer.h"

namespace swapbench {

class Task {
 public:
  virtual ~Task() = default;

  /// Throws Error where the dataset lacks what is trained on.
  virtual TrainingRows Choose(const Dataset& dataset, const TrainOptions& options) const = 0;

  /// One number a row of the validation split, to be judged.
  virtual torch::Tensor Numbers(const torch::Tensor& answers, const torch::Tensor& input) const = 0;
  virtual EpochResult Judge(const Answers& numbers) const = 0;

  /// Whether `a` is the better epoch.
  virtual bool Better(const EpochResult& a, const EpochResult& b) const = 0;
  virtual std::string selection() const = 0;  // the same in words

  /// What else the chosen epoch's numbers say of the model.
  virtual void Finish(const Answers& numbers, ModelInfo& info) const = 0;
};

/// Of networks that give this answer. Logits tell fakes from reals: chosen by AUC; threshold and
/// temperature follow from validation. Pictures draw reals again: chosen by the mean difference
/// (L1) from what was shown, in units of the input.
std::unique_ptr<Task> TaskFor(Answer answer);

}  // namespace swapbench
