// SPDX-License-Identifier: Apache-2.0
// What the pictures of a validation split are like.
#include <algorithm>
#include <set>

#include "data/alignment_of.h"
#include "faces/framing.h"
#include "faces/landmarks.h"
#include "image/codec.h"
#include "image/jpeg.h"
#include "train/reliability.h"

namespace swapbench {
namespace {

constexpr size_t kMostRecords = 200;

void Widen(std::optional<Span>& span, double value) {
  if (!span) span = {value, value};
  span->low = std::min(span->low, value);
  span->high = std::max(span->high, value);
}

class Looker {
 public:
  void Look(const Record& record) {
    ++records_;
    const ImageHeader header = ReadImageHeader(record.image, record.info.id);
    sizes_.emplace_back(header.width, header.height);
    Widen(tested_.side, std::min(header.width, header.height));
    if (header.format == "jpeg") Widen(tested_.quality, JpegQuality(record.image, record.info.id));
    if (record.landmarks) Look(*record.landmarks, header);
    const std::string align = AlignmentOf(record);
    if (!align.empty()) aligns_.insert(align);
  }

  TestedOn Result() {
    std::ranges::sort(sizes_);
    const auto& [width, height] = sizes_[sizes_.size() / 2];
    tested_.usual_size = {static_cast<double>(width), static_cast<double>(height)};
    if (aligns_.size() == 1) tested_.align = *aligns_.begin();
    if (with_landmarks_ < records_) return tested_;
    for (const cv::Point2d& point : points_) {
      tested_.framing.push_back(point.x / static_cast<double>(records_));
      tested_.framing.push_back(point.y / static_cast<double>(records_));
    }
    return tested_;
  }

  TestedOn tested_;

 private:
  void Look(const Landmarks& landmarks, const ImageHeader& header) {
    ++with_landmarks_;
    Widen(tested_.eyes, InterOcularDistance(landmarks));
    const FivePoints points = FivePointsOf(landmarks);
    for (size_t i = 0; i < points.size(); ++i)
      points_[i] += {(points[i].x + .5) / header.width, (points[i].y + .5) / header.height};
  }

  size_t records_ = 0, with_landmarks_ = 0;
  std::vector<std::pair<int, int>> sizes_;
  std::set<std::string> aligns_;
  FivePoints points_;
};

}  // namespace

TestedOn DescribeTested(const Dataset& dataset, const std::vector<size_t>& records) {
  std::set<std::string> datasets, methods;
  for (const size_t record : records) {
    const SampleInfo& info = dataset.info(record);
    if (!info.dataset.empty()) datasets.insert(info.dataset);
    if (!info.method.empty()) methods.insert(info.method);
  }
  Looker looker;
  looker.tested_.datasets = {datasets.begin(), datasets.end()};
  looker.tested_.methods = {methods.begin(), methods.end()};
  const size_t count = std::min(records.size(), kMostRecords);
  for (size_t i = 0; i < count; ++i)
    looker.Look(dataset.GetRecord(records[i * records.size() / count]));
  return looker.Result();
}

}  // namespace swapbench
