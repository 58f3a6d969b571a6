// SPDX-License-Identifier: Apache-2.0
/// A dataset as the plan of a corpus: every record stored as the dataset gives it.
#pragma once

#include <string_view>

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

size_t CountRefusals(const Dataset& dataset, Refusal::Kind kind);

/// Throws Error where more than `share` of the files cannot be read (0: where any cannot), naming
/// the first ones and saying what to do; `strict` callers pass 0, others .01. A picture without a
/// face can be read.
void CheckRefusals(const Dataset& dataset, double share,
                   std::string_view advice = "repair or remove them");

/// Why, without the file's name in front, which most reasons begin with.
std::string_view ReasonAlone(const Refusal& refusal);

/// One line a refused file, a picture without a face and a difference from what is published, for a
/// person; "" where there is none.
std::string RefusalText(const Dataset& dataset);

/// Of all that the dataset says of its records and refusals, in order: what differs here is another
/// corpus, be the recipe the same. Hexadecimal.
std::string ListingSha256(const Dataset& dataset);

}  // namespace swapbench
