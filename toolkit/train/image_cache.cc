// SPDX-License-Identifier: Apache-2.0
#include "train/image_cache.h"

#include <atomic>
#include <opencv2/imgproc.hpp>

#include "core/parallel.h"
#include "core/progress.h"

namespace swapbench {
namespace {

size_t BytesOf(const cv::Mat& image) { return image.total() * image.elemSize(); }

}  // namespace

ImageCache::ImageCache(const Dataset& dataset, std::vector<size_t> records, int side, int threads,
                       size_t limit)
    : dataset_(dataset), side_(side) {
  Progress progress("reading", "images", records.size());
  std::vector<cv::Mat> images(records.size());
  std::atomic<size_t> used{0};
  ParallelFor(records.size(), threads, [&](size_t i) {
    if (used >= limit) return;
    images[i] = Read(records[i]);
    used += BytesOf(images[i]);
    progress.Advance();
  });
  for (size_t i = 0; i < records.size(); ++i) {
    if (images[i].empty()) continue;
    images_[records[i]] = images[i];
    bytes_ += BytesOf(images[i]);
  }
}

cv::Mat ImageCache::Get(size_t record) const {
  const auto found = images_.find(record);
  return found == images_.end() ? Read(record) : found->second;
}

cv::Mat ImageCache::Read(size_t record) const {
  cv::Mat image = dataset_.Get(record).face.image;
  if (side_ > 0 && image.cols > side_ && image.rows > side_)
    cv::resize(image.clone(), image, {side_, side_}, 0, 0, cv::INTER_AREA);
  return image;
}

}  // namespace swapbench
