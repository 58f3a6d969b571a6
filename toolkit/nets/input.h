// SPDX-License-Identifier: Apache-2.0
/// From faces to network input. The only place that leaves BGR bytes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "image/face.h"
#include "nets/model.h"

namespace swapbench {

/// A borrowed dense float tensor in NCHW order.
struct TensorView {
  const float* data = nullptr;
  std::array<int64_t, 4> shape{};  // batch, channels, height, width
  size_t size() const { return static_cast<size_t>(shape[0] * shape[1] * shape[2] * shape[3]); }
};

/// An owned one.
struct Batch {
  std::vector<float> values;
  std::array<int64_t, 4> shape{};
  TensorView view() const { return {values.data(), shape}; }
};

/// RGB, resized and normalised as `format` says. Any image size from 1x1 up is accepted.
Batch MakeInput(std::span<const Face> faces, const InputFormat& format);

/// One face into 3 * size * size floats.
void FillInput(const cv::Mat& bgr, const InputFormat& format, float* chw);

/// What FillInput turned into numbers, back as CV_8UC3 of the format's size, rounded and clamped.
cv::Mat ToPicture(const float* chw, const InputFormat& format);

}  // namespace swapbench
