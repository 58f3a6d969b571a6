// SPDX-License-Identifier: Apache-2.0
/// Pictures for tests, made on the spot.
#pragma once

#include <algorithm>
#include <cstdint>
#include <opencv2/core.hpp>

#include "core/rng.h"
#include "image/noise.h"

namespace swapbench {

/// Smooth ramps with some noise: has edges, colours and detail, compresses like a photograph.
inline cv::Mat Picture(int width, int height, uint64_t seed = 1) {
  Rng rng(seed, "test/picture");
  cv::Mat image(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      image.at<cv::Vec3b>(y, x) =
          cv::Vec3b(static_cast<uchar>((3 * x + rng.Integer(0, 20)) % 256),
                    static_cast<uchar>((2 * y + rng.Integer(0, 20)) % 256),
                    static_cast<uchar>(x / 16 % 2 * 120 + rng.Integer(0, 20)));
  return image;
}

inline cv::Mat NoiseImage(int width, int height, int type, uint64_t seed = 1) {
  Rng rng(seed, "test/noise");
  cv::Mat image(height, width, type);
  for (int y = 0; y < height; ++y)
    for (size_t i = 0; i < static_cast<size_t>(width) * image.elemSize(); ++i)
      image.ptr(y)[i] = static_cast<uchar>(rng.Integer(0, 255));
  return image;
}

inline bool SamePixels(const cv::Mat& a, const cv::Mat& b) {
  if (a.size() != b.size() || a.type() != b.type()) return false;
  for (int y = 0; y < a.rows; ++y)
    if (!std::equal(a.ptr(y), a.ptr(y) + static_cast<size_t>(a.cols) * a.elemSize(), b.ptr(y)))
      return false;
  return true;
}

inline cv::Mat ReadNoise(const SmoothNoise& noise, const cv::Rect& part) {
  const NoiseRows rows(noise, part);
  cv::Mat values(part.size(), CV_32FC1);
  for (int y = 0; y < part.height; ++y)
    rows.Read(part.y + y, part.x, static_cast<size_t>(part.width), values.ptr<float>(y));
  return values;
}

}  // namespace swapbench
