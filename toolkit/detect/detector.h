// SPDX-License-Identifier: Apache-2.0
/// Anything that scores a face.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "core/registry.h"
#include "image/face.h"
#include "stats/scores.h"

namespace swapbench {

struct Verdict {
  float score = 0;  // higher: more likely fake; meaningless unless outcome is kScored
  Outcome outcome = Outcome::kScored;
};

/// The same face gets the same verdict alone, in any batch, in any order and from any thread.
class Detector {
 public:
  virtual ~Detector() = default;
  virtual std::vector<Verdict> Score(std::span<const Face> faces) = 0;  // thread-safe
  /// Threshold chosen on validation, of the same scale as the score; NaN where there is none.
  virtual double threshold() const { return std::numeric_limits<double>::quiet_NaN(); }
  /// The model behind the scores, where there is one: its ledger says what they are worth.
  virtual const ModelInfo* model() const { return nullptr; }
  /// Which places of the face the score comes from, where the detector can tell.
  virtual std::optional<Attribution> Attribute(const Face& /*face*/) { return {}; }
};

using DetectorRegistry = Registry<Detector>;
const DetectorRegistry& Detectors();

}  // namespace swapbench
