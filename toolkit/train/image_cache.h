// SPDX-License-Identifier: Apache-2.0
/// Decoded faces, kept in memory where they fit. Internal to train.
#pragma once

#include <unordered_map>
#include <vector>

#include "data/dataset.h"

namespace swapbench {

struct Picture {
  Face face;
  cv::Mat mask;  // CV_8UC1 as in Swapped; empty where nothing was swapped or no mask is wanted
};

/// Pictures are kept no larger than `side` (area average; 0: as they are). Where they do not fit
/// into `limit` bytes, the rest is decoded anew each time; the last ones may exceed it by a picture
/// a thread. Get is thread-safe.
class ImageCache {
 public:
  ImageCache(const Dataset& dataset, std::vector<size_t> records, int side, bool masks, int threads,
             size_t limit);

  Picture Get(size_t record) const;  // not to be written to
  const std::string& id(size_t record) const { return dataset_.info(record).id; }
  size_t bytes() const { return bytes_; }  // of the pictures that are kept

 private:
  Picture Read(size_t record) const;

  const Dataset& dataset_;
  int side_;
  bool masks_;
  size_t bytes_ = 0;
  std::unordered_map<size_t, Picture> pictures_;
};

}  // namespace swapbench
