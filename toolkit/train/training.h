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

/// How fast steps are.
struct Pace {
  double seconds = 0, waited = 0;  // in steps; of these for batches
  size_t rows = 0;

  void Add(const Pace& other) {
    seconds += other.seconds;
    waited += other.waited;
    rows += other.rows;
  }
  double images_per_second() const { return seconds > 0 ? static_cast<double>(rows) / seconds : 0; }
  double loader_share() const { return seconds > 0 ? waited / seconds : 0; }
};

class Training {
 public:
  /// Reads the pictures, then meets the other ranks. `options.threads` is the number itself, not 0.
  /// `request` and `checkpoint` as in checkpoint.h; `log` as in training_log.h.
  Training(const Dataset& dataset, const TrainingRows& rows, const Task& task,
           const Trainee& trainee, const TrainOptions& options, Group& group, std::string request,
           std::filesystem::path checkpoint, std::filesystem::path log);

  /// Continues from the checkpoint to the last epoch, then puts the best epoch's weights into the
  /// network. Throws Interrupted once a checkpoint is written.
  void Run();

  /// The network as it is now, on the validation split: the task's number for each record. All
  /// ranks take part.
  Answers Validate();

  const TrainingState& state() const { return state_; }
  double seconds() const;                     // of all runs together
  const Pace& pace() const { return pace_; }  // of this run

 private:
  torch::Tensor Backward(TrainingBatch& batch);
  void Step(Loader& loader);
  double RateOf(int64_t step) const;
  double Agreed(double loss);
  bool HasEnded() const;
  void EndEpoch();
  void WriteLog() const;
  void Save();

  const Task& task_;
  Network& network_;
  const FrozenParts& frozen_;
  const TrainOptions options_;
  Group& group_;
  const std::string request_;
  const std::filesystem::path checkpoint_, log_;
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
  Pace pace_, pace_of_epoch_;
};

}  // namespace swapbench
