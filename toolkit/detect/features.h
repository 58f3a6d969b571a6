// SPDX-License-Identifier: Apache-2.0
/// Numbers that describe a picture, for the linear classifier that `train` fits on them.
#pragma once

#include <memory>
#include <vector>

#include "core/registry.h"
#include "image/face.h"

namespace swapbench {

/// Sees a decoded face and nothing else of its file. Thread-safe; the same face gives the same
/// features whatever is asked beside it.
class FeatureExtractor {
 public:
  virtual ~FeatureExtractor() = default;
  virtual int size() const = 0;  // how many, whatever the picture
  virtual std::vector<float> Features(const Face& face) const = 0;  // size() finite numbers
};

/// `spectrum_fit`, `noise_residual` ...
using FeatureRegistry = Registry<FeatureExtractor>;
const FeatureRegistry& FeatureExtractors();

}  // namespace swapbench
