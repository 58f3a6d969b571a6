// SPDX-License-Identifier: Apache-2.0
/// Batches made ahead of time by worker threads, handed out in the order of steps. Internal to
/// train.
#pragma once

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "nets/input.h"
#include "train/batches.h"
#include "train/degrading.h"
#include "train/fakes.h"
#include "train/image_cache.h"
#include "train/place.h"
#include "train/trainer.h"

namespace swapbench {

struct TrainingBatch {
  Batch input;
  std::vector<float> labels;     // 1 = fake
  std::vector<int64_t> methods;  // as in BatchRow
  std::vector<float> masks;      // rows x side x side, 0..1; where they are wanted
};

struct BatchPlan {
  InputFormat format;
  TrainOptions options;
  BatchWishes wishes = {};
  Place place = {};  // of each step's rows those of this rank alone
  const Degrader* degrader = nullptr;
};

/// The picture of a row, not augmented: out of the cache, or, with a maker, a fake of it.
Picture PictureOf(const BatchRow& row, const ImageCache& images, const FakeMaker* maker,
                  const Rng& rng);

/// One step's batch: each row as many times as views are wished for, one after the other. Every
/// draw is named by (seed, epoch, record, view). Without a `maker` fakes are records.
TrainingBatch MakeTrainingBatch(const std::vector<BatchRow>& rows, const ImageCache& images,
                                const FakeMaker* maker, const BatchPlan& plan);

/// The same batches for any number of workers; 0 makes them in Next. An exception of a worker is
/// rethrown by the Next that misses the batch.
class Loader {
 public:
  Loader(const BatchOrder& order, const ImageCache& images, const FakeMaker* maker, BatchPlan plan,
         size_t first_step, size_t end_step, int workers);
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  TrainingBatch Next();
  double seconds_waited() const { return seconds_waited_; }

 private:
  struct Slot {
    TrainingBatch batch;
    std::exception_ptr failure;
  };
  Slot Make(size_t step) const;
  void Work();

  const BatchOrder& order_;
  const ImageCache& images_;
  const FakeMaker* maker_;
  const BatchPlan plan_;
  const size_t end_, ahead_;
  size_t next_made_, next_taken_;
  double seconds_waited_ = 0;
  bool stopping_ = false;
  std::map<size_t, Slot> ready_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::jthread> workers_;
};

}  // namespace swapbench
