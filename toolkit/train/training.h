// SPDX-License-Identifier: Apache-2.0
/// The loop: steps, epochs, the choice of the best one. Internal to train.
#pragma once

#include "train/group.h"
#include "train/objective.h"
#include "train/task.h"
// Torch first.
#include "train/loader.h"

namespace swapbench {

/// What is trained.
struct Trainee {
  Network& network;  // with the weights that are begun with
  InputFormat input;
  const FrozenParts& frozen;
};

class Training {
 public:
  /// Reads the pictures, then meets the other ranks. `options.threads` is the number itself, not 0.
  /// `request` and `checkpoint` as in checkpoint.h.
  Training(const Dataset& dataset, const TrainingRows& rows, const Task& task,
           const Trainee& trainee, const TrainOptions& options, Group& group, std::string request,
           std::filesystem::path checkpoint);

  /// Continues from the checkpoint to the last epoch, then puts the best epoch's weights into the
  /// network. Throws Interrupted once a checkpoint is written.
  void Run();

  /// The network as it is now, on the validation split: the task's number for each record. All
  /// ranks take part.
  Answers Validate();

  const TrainingState& state() const { return state_; }
  double seconds() const;       // of all runs together
  double loader_share() const;  // of this run's time spent waiting for batches
  double images_per_second() const { return images_per_second_; }  // of this run's steps

 private:
  torch::Tensor Backward(TrainingBatch& batch);
  void Step(Loader& loader, int64_t steps);
  double Agreed(double loss);
  bool HasEnded() const;
  void EndEpoch();
  void Save();

  const Task& task_;
  Network& network_;
  const FrozenParts& frozen_;
  const TrainOptions options_;
  Group& group_;
  const std::string request_;
  const std::filesystem::path checkpoint_;
  const InputFormat format_;
  const std::unique_ptr<Objective> objective_;
  const int threads_;
  const BatchOrder order_;
  const Degrader degrader_;
  const std::unique_ptr<FakeMaker> maker_;
  const std::vector<BatchRow> validation_;
  const std::unique_ptr<Optimiser> optimiser_;
  const std::unique_ptr<Schedule> schedule_;
  Average average_;
  TrainingState state_;
  ImageCache training_images_, validation_images_;
  std::chrono::steady_clock::time_point begin_;
  bool stopping_ = false;  // one of the ranks was asked to
  double loader_share_ = 0, images_per_second_ = 0;
};

}  // namespace swapbench
