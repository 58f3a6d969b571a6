// SPDX-License-Identifier: Apache-2.0
/// Training pictures as they come over wires and through messengers. Internal to train.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "image/degradation.h"

namespace swapbench {

/// Degradations in the order given, each with the probability that a picture meets it.
class Degrader {
 public:
  Degrader() = default;

  /// Each "SPEC@PROBABILITY", such as "jpeg:quality=50-95@.5", or "SPEC", which every picture
  /// meets. Throws Error.
  explicit Degrader(const std::vector<std::string>& texts);

  /// Each has draws of its own: one more at the end leaves the others' as they were.
  cv::Mat Degrade(const cv::Mat& bgr, const Rng& rng) const;

  /// What was given, with every option and probability written out.
  const std::vector<std::string>& canonical() const { return canonical_; }

 private:
  struct Item {
    std::unique_ptr<const Degradation> degradation;
    double probability;
  };
  std::vector<Item> items_;
  std::vector<std::string> canonical_;
};

}  // namespace swapbench
