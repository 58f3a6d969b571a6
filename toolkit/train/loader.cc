// SPDX-License-Identifier: Apache-2.0
#include "train/loader.h"

#include <chrono>

#include "image/mask.h"
#include "train/augment.h"

namespace swapbench {

namespace {

/// A mask as the network's side has it, 0..1; zeros where nothing was swapped.
void AppendMask(const cv::Mat& mask, int side, std::vector<float>& values) {
  const cv::Size size(side, side);
  const cv::Mat sized = mask.empty() ? cv::Mat::zeros(size, CV_32F) : MaskAt(mask, size);
  values.insert(values.end(), sized.begin<float>(), sized.end<float>());
}

}  // namespace

Picture PictureOf(const BatchRow& row, const ImageCache& images, const FakeMaker* maker,
                  const Rng& rng) {
  Picture picture = images.Get(row.record);
  if (!row.fake || maker == nullptr) return picture;
  Swapped made = maker->Make(picture.face, rng.Substream("fake"), images.id(row.record));
  return {{std::move(made.image), {}}, std::move(made.mask)};
}

TrainingBatch MakeTrainingBatch(const std::vector<BatchRow>& all, const ImageCache& images,
                                const FakeMaker* maker, const BatchPlan& plan) {
  const auto& [format, options, wishes, place, degrader] = plan;
  const size_t views = static_cast<size_t>(wishes.views);
  const auto [begin, end] = PartOf(all.size(), place);
  const std::span rows(all.data() + begin, end - begin);
  const size_t count = rows.size() * views;
  TrainingBatch batch;
  batch.input.shape = {static_cast<int64_t>(count), 3, format.size, format.size};
  batch.input.values.resize(batch.input.view().size());
  const size_t stride = batch.input.values.size() / count;
  for (const BatchRow& row : rows) {
    const Rng rng = Rng(options.seed, "train/augment", row.epoch).Substream("record", row.record);
    const Picture picture = PictureOf(row, images, maker, rng);
    for (size_t view = 0; view < views; ++view) {
      const Rng own = view == 0 ? rng : rng.Substream("view", view);
      Picture seen = picture;
      if (degrader != nullptr) seen.face.image = degrader->Degrade(picture.face.image, own);
      const Picture changed = Augment(seen, options, own);
      FillInput(changed.face.image, format,
                batch.input.values.data() + batch.labels.size() * stride);
      if (wishes.masks) AppendMask(changed.mask, format.size, batch.masks);
      batch.labels.push_back(row.fake ? 1.f : 0.f);
      batch.methods.push_back(row.method);
    }
  }
  return batch;
}

Loader::Loader(const BatchOrder& order, const ImageCache& images, const FakeMaker* maker,
               BatchPlan plan, size_t first_step, size_t end_step, int workers)
    : order_(order),
      images_(images),
      maker_(maker),
      plan_(std::move(plan)),
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
    return {MakeTrainingBatch(order_.Batch(step), images_, maker_, plan_), nullptr};
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
