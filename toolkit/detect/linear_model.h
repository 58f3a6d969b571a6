// SPDX-License-Identifier: Apache-2.0
/// A linear classifier of features, as `train` fits it and the detector `linear` carries it out.
#pragma once

#include <span>
#include <vector>

#include "nets/model.h"
#include "nets/safetensors.h"

namespace swapbench {

/// The detector that carries out every fit, and nothing else.
inline constexpr const char* kLinearDetector = "linear";

/// Parallel vectors, one entry a feature, as `weights.safetensors` holds them under these names.
struct LinearModel {
  std::vector<float> mean, scale, weight;
  float bias = 0;

  /// bias + sum of weight (feature - mean) / scale, summed in that order; higher = fake.
  double Logit(std::span<const float> features) const;
};

TensorFile ToTensors(const LinearModel& model);

/// Throws Error beginning with `where` unless the tensors are those of `size` features.
LinearModel ToLinearModel(const TensorFile& file, size_t size, const std::string& where);

/// Throws Error naming the folder where it holds no linear fit.
Model ReadLinearFit(const std::filesystem::path& folder);

}  // namespace swapbench
