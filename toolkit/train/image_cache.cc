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
  std::vector<Face> faces(records.size());
  std::atomic<size_t> used{0};
  ParallelFor(records.size(), threads, [&](size_t i) {
    if (used >= limit) return;
    faces[i] = Read(records[i]);
    used += BytesOf(faces[i].image);
    progress.Advance();
  });
  for (size_t i = 0; i < records.size(); ++i) {
    if (faces[i].image.empty()) continue;
    faces_[records[i]] = faces[i];
    bytes_ += BytesOf(faces[i].image);
  }
}

Face ImageCache::Get(size_t record) const {
  const auto found = faces_.find(record);
  return found == faces_.end() ? Read(record) : found->second;
}

Face ImageCache::Read(size_t record) const {
  Face face = dataset_.Get(record).face;
  const cv::Size from = face.image.size();
  if (side_ <= 0 || from.width <= side_ || from.height <= side_) return face;
  cv::resize(face.image.clone(), face.image, {side_, side_}, 0, 0, cv::INTER_AREA);
  if (!face.landmarks) return face;
  const float across = static_cast<float>(side_) / static_cast<float>(from.width),
              down = static_cast<float>(side_) / static_cast<float>(from.height);
  for (cv::Point2f& point : *face.landmarks)  // (0, 0) is the centre of the first pixel
    point = {(point.x + .5f) * across - .5f, (point.y + .5f) * down - .5f};
  return face;
}

}  // namespace swapbench
