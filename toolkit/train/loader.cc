// SPDX-License-Identifier: Apache-2.0
#include "train/loader.h"

#include <chrono>

#include "train/augment.h"

namespace swapbench {

cv::Mat PictureOf(const BatchRow& row, const ImageCache& images, const FakeMaker* maker,
                  const Rng& rng) {
  const Face face = images.Get(row.record);
  if (!row.fake || maker == nullptr) return face.image;
  return maker->Make(face, rng.Substream("fake"), images.id(row.record));
}

TrainingBatch MakeTrainingBatch(const std::vector<BatchRow>& rows, const ImageCache& images,
                                const FakeMaker* maker, const InputFormat& format,
                                const TrainOptions& options) {
  TrainingBatch batch;
  batch.input.shape = {static_cast<int64_t>(rows.size()), 3, format.size, format.size};
  batch.input.values.resize(batch.input.view().size());
  const size_t stride = batch.input.values.size() / rows.size();
  for (size_t i = 0; i < rows.size(); ++i) {
    const Rng rng =
        Rng(options.seed, "train/augment", rows[i].epoch).Substream("record", rows[i].record);
    FillInput(Augment(PictureOf(rows[i], images, maker, rng), options, rng), format,
              batch.input.values.data() + i * stride);
    batch.labels.push_back(rows[i].fake ? 1.f : 0.f);
  }
  return batch;
}

Loader::Loader(const BatchOrder& order, const ImageCache& images, const FakeMaker* maker,
               const InputFormat& format, const TrainOptions& options, size_t first_step,
               size_t end_step, int workers)
    : order_(order),
      images_(images),
      maker_(maker),
      format_(format),
      options_(options),
      end_(end_step),
      ahead_(static_cast<size_t>(2 * workers)),
      next_made_(first_step),
      next_taken_(first_step) {
  for (int i = 0; i < workers; ++i) workers_.emplace_back([this] { Work(); });
}

Loader::~Loader() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

Loader::Slot Loader::Make(size_t step) const {
  try {
    return {MakeTrainingBatch(order_.Batch(step), images_, maker_, format_, options_), nullptr};
  } catch (...) {
    return {{}, std::current_exception()};
  }
}

void Loader::Work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] {
      return stopping_ || next_made_ >= end_ || next_made_ < next_taken_ + ahead_;
    });
    if (stopping_ || next_made_ >= end_) return;
    const size_t step = next_made_++;
    lock.unlock();
    Slot slot = Make(step);
    lock.lock();
    ready_[step] = std::move(slot);
    changed_.notify_all();
  }
}

TrainingBatch Loader::Next() {
  const auto begin = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  const size_t step = next_taken_;
  Slot slot;
  if (workers_.empty()) {
    slot = Make(step);
  } else {
    changed_.wait(lock, [&] { return ready_.contains(step); });
    slot = std::move(ready_.extract(step).mapped());
  }
  ++next_taken_;
  changed_.notify_all();
  seconds_waited_ +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (slot.failure) std::rethrow_exception(slot.failure);
  return std::move(slot.batch);
}

}  // namespace swapbench
