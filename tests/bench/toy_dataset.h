// SPDX-License-Identifier: Apache-2.0
/// Noise images in the place of faces, for tests of the machinery around them.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "data/dataset.h"

namespace swapbench {

class ToyDataset : public Dataset {
 public:
  /// Every third record is real, the rest fake; all of one split.
  explicit ToyDataset(size_t size, const std::string& split = "test") : infos_(size) {
    for (size_t i = 0; i < size; ++i) {
      infos_[i].id = "toy/" + std::to_string(i);
      infos_[i].label = i % 3 == 0 ? Label::kReal : Label::kFake;
      infos_[i].split = split;
    }
  }
  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_[i]; }
  Sample Get(size_t i) const override {
    Sample sample;
    sample.info = infos_[i];
    sample.face.image = cv::Mat(50, 40, CV_8UC3);
    cv::RNG random(i + 1);
    random.fill(sample.face.image, cv::RNG::UNIFORM, 0, 256);
    return sample;
  }
  Record GetRecord(size_t i) const override {
    Record record;
    record.info = infos_[i];
    return record;
  }

 private:
  std::vector<SampleInfo> infos_;
};

}  // namespace swapbench
