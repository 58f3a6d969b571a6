// SPDX-License-Identifier: Apache-2.0
/// What a corpus will hold, before any of it is made. Importers and the swap builder hand a plan to
/// `store`, which makes any record at any time, in any process: that is what shards, resume and
/// threads rest on.
#pragma once

#include <cstddef>

#include "data/sample.h"

namespace swapbench {

/// Thread-safe. Make(i) depends on nothing but the plan and i.
class CorpusPlan {
 public:
  virtual ~CorpusPlan() = default;
  virtual size_t size() const = 0;
  virtual Record Make(size_t i) const = 0;
};

}  // namespace swapbench
