// SPDX-License-Identifier: Apache-2.0
#include "train/image_cache.h"

#include <atomic>
#include <opencv2/imgproc.hpp>

#include "core/parallel.h"
#include "core/progress.h"

namespace swapbench {
namespace {

size_t BytesOf(const Picture& picture) {
  return picture.face.image.total() * picture.face.image.elemSize() + picture.mask.total();
}

}  // namespace

ImageCache::ImageCache(const Dataset& dataset, std::vector<size_t> records, int side, bool masks,
                       int threads, size_t limit)
    : dataset_(dataset), side_(side), masks_(masks) {
  Progress progress("reading", "images", records.size());
  std::vector<Picture> pictures(records.size());
  std::atomic<size_t> used{0};
  ParallelFor(records.size(), threads, [&](size_t i) {
    if (used >= limit) return;
    pictures[i] = Read(records[i]);
    used += BytesOf(pictures[i]);
    progress.Advance();
  });
  for (size_t i = 0; i < records.size(); ++i) {
    if (pictures[i].face.image.empty()) continue;
    bytes_ += BytesOf(pictures[i]);
    pictures_[records[i]] = std::move(pictures[i]);
  }
}

Picture ImageCache::Get(size_t record) const {
  const auto found = pictures_.find(record);
  return found == pictures_.end() ? Read(record) : found->second;
}

Picture ImageCache::Read(size_t record) const {
  Sample sample = dataset_.Get(record);
  Picture picture{std::move(sample.face), masks_ ? sample.mask : cv::Mat()};
  cv::Mat& image = picture.face.image;
  const cv::Size from = image.size(), to(side_, side_);
  if (side_ <= 0 || from.width <= side_ || from.height <= side_) return picture;
  cv::resize(image.clone(), image, to, 0, 0, cv::INTER_AREA);
  if (!picture.mask.empty())
    cv::resize(picture.mask.clone(), picture.mask, to, 0, 0, cv::INTER_AREA);
  if (!picture.face.landmarks) return picture;
  const float across = static_cast<float>(side_) / static_cast<float>(from.width),
              down = static_cast<float>(side_) / static_cast<float>(from.height);
  for (cv::Point2f& point : *picture.face.landmarks)  // (0, 0) is the centre of the first pixel
    point = {(point.x + .5f) * across - .5f, (point.y + .5f) * down - .5f};
  return picture;
}

}  // namespace swapbench
