// SPDX-License-Identifier: Apache-2.0
/// A dataset as the plan of a corpus: every record stored as it is, never encoded again.
#pragma once

#include "data/dataset.h"
#include "data/plan.h"

namespace swapbench {

/// `dataset` must outlive the plan.
class ImportPlan : public CorpusPlan {
 public:
  explicit ImportPlan(const Dataset& dataset) : dataset_(dataset) {}
  size_t size() const override { return dataset_.size(); }
  Record Make(size_t i) const override { return dataset_.GetRecord(i); }

 private:
  const Dataset& dataset_;
};

/// Throws Error where more than `share` of the files were refused (0: where any was), naming the
/// first ones; `strict` callers pass 0, others .01.
void CheckRefusals(const Dataset& dataset, double share);

/// One line a refused file, for a person; "" where none was.
std::string RefusalText(const Dataset& dataset);

}  // namespace swapbench
