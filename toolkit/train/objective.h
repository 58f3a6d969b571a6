// SPDX-License-Identifier: Apache-2.0
/// What a training minimises, on which rows, and by what it chooses among its epochs. Internal to
/// train.
#pragma once

#include "train/checkpoint.h"
// Torch first.
#include "train/calibration.h"
#include "train/rows.h"
#include "train/trainer.h"

namespace swapbench {

class Objective {
 public:
  virtual ~Objective() = default;

  /// Throws Error where the dataset lacks what is trained on.
  virtual TrainingRows Choose(const Dataset& dataset, const TrainOptions& options) const = 0;

  /// A mean over the batch. `labels`: 1 = fake.
  virtual torch::Tensor Loss(const torch::Tensor& answers, const torch::Tensor& input,
                             const torch::Tensor& labels) const = 0;

  /// One number a row of the validation split, to be judged.
  virtual torch::Tensor Numbers(const torch::Tensor& answers, const torch::Tensor& input) const = 0;
  virtual EpochResult Judge(const Answers& numbers) const = 0;

  /// Whether `a` is the better epoch.
  virtual bool Better(const EpochResult& a, const EpochResult& b) const = 0;
  virtual std::string selection() const = 0;  // the same in words

  /// What else the chosen epoch's numbers say of the model.
  virtual void Finish(const Answers& numbers, ModelInfo& info) const = 0;
};

/// The objective of networks that give this answer. Logits: cross-entropy of real against fake,
/// chosen by AUC; the threshold and temperature follow from validation. Pictures: the mean
/// difference (L1) of what is drawn from what was shown, in units of the input, on real pictures
/// alone.
std::unique_ptr<Objective> ObjectiveFor(Answer answer, const TrainOptions& options);

}  // namespace swapbench
