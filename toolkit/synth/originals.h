// SPDX-License-Identifier: Apache-2.0
/// The real faces that swaps start from, decoded once for a real and its fakes.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "data/dataset.h"

namespace swapbench {

struct Original {
  Record record;  // as `people` hold it; its encoded image is dropped
  Face face;
};

/// Thread-safe; keeps the few originals used last, because a drawn person costs as much as a swap.
class Originals {
 public:
  explicit Originals(const Dataset& people) : people_(people) {}

  /// Throws Error naming the record.
  std::shared_ptr<const Original> Get(size_t person) const;

 private:
  std::shared_ptr<const Original> Find(size_t person) const;

  const Dataset& people_;
  mutable std::mutex mutex_;
  mutable std::deque<std::pair<size_t, std::shared_ptr<const Original>>> recent_;
};

}  // namespace swapbench
