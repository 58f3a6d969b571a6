// SPDX-License-Identifier: Apache-2.0
#include "nets/input.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/error.h"

namespace swapbench {
namespace {

/// Averages where a side shrinks, interpolates where it grows.
cv::Mat ResizeByArea(const cv::Mat& image, int size) {
  cv::Mat result = image;
  if (image.cols > size || image.rows > size)
    cv::resize(image, result, {std::min(image.cols, size), std::min(image.rows, size)}, 0, 0,
               cv::INTER_AREA);
  if (result.cols < size || result.rows < size)
    cv::resize(result.clone(), result, {size, size}, 0, 0, cv::INTER_LINEAR);
  return result;
}

cv::Mat Resize(const cv::Mat& image, const InputFormat& format) {
  if (image.cols == format.size && image.rows == format.size) return image;
  if (format.resize == "area") return ResizeByArea(image, format.size);
  Check(format.resize == "nearest_exact", "There is no resize method called '", format.resize,
        "' (known: area, nearest_exact).");
  cv::Mat result;
  cv::resize(image, result, {format.size, format.size}, 0, 0, cv::INTER_NEAREST_EXACT);
  return result;
}

using ByteTable = std::array<float, 256>;

ByteTable Normalised(double mean, double sd) {
  ByteTable table;
  for (size_t value = 0; value < table.size(); ++value)
    table[value] = static_cast<float>((static_cast<double>(value) / 255 - mean) / sd);
  return table;
}

}  // namespace

void FillInput(const cv::Mat& bgr, const InputFormat& format, float* chw) {
  Check(!bgr.empty() && bgr.type() == CV_8UC3,
        "A network takes images of three 8-bit channels only.");
  const cv::Mat image = Resize(bgr, format);
  const size_t plane = static_cast<size_t>(format.size) * static_cast<size_t>(format.size);
  for (size_t channel = 0; channel < 3; ++channel) {
    const ByteTable table = Normalised(format.mean[channel], format.sd[channel]);
    float* out = chw + channel * plane;
    for (int y = 0; y < image.rows; ++y) {
      const uint8_t* row = image.ptr<uint8_t>(y) + (2 - channel);
      for (int x = 0; x < image.cols; ++x) *out++ = table[row[3 * x]];
    }
  }
}

cv::Mat ToPicture(const float* chw, const InputFormat& format) {
  cv::Mat picture(format.size, format.size, CV_8UC3);
  const float* in = chw;
  for (size_t channel = 0; channel < 3; ++channel)
    for (int y = 0; y < format.size; ++y) {
      uint8_t* row = picture.ptr<uint8_t>(y) + (2 - channel);
      for (int x = 0; x < format.size; ++x) {
        const double value = (*in++ * format.sd[channel] + format.mean[channel]) * 255;
        row[3 * x] = static_cast<uint8_t>(std::clamp(value + .5, 0., 255.));
      }
    }
  return picture;
}

Batch MakeInput(std::span<const Face> faces, const InputFormat& format) {
  Batch batch;
  batch.shape = {static_cast<int64_t>(faces.size()), 3, format.size, format.size};
  const size_t stride = 3 * static_cast<size_t>(format.size) * static_cast<size_t>(format.size);
  batch.values.resize(faces.size() * stride);
  for (size_t i = 0; i < faces.size(); ++i)
    FillInput(faces[i].image, format, batch.values.data() + i * stride);
  return batch;
}

}  // namespace swapbench
