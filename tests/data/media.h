// SPDX-License-Identifier: Apache-2.0
/// Pictures and videos that show drawn people, for whoever looks for faces.
#pragma once

#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "image/videos.h"
#include "portrait/portrait.h"

namespace swapbench {

inline constexpr int kSitterSize = 224;

/// Head and shoulders of a person who looks ahead, 224 x 224 pixels.
inline Portrait Sitter(size_t person) {
  return DrawPortrait(11, person, 0, {.size = kSitterSize, .yaw = 5, .pitch = 3, .roll = 3});
}

inline cv::Mat Wall(cv::Size size = {320, 240}) {
  return {size, CV_8UC3, cv::Scalar(120, 130, 125)};
}

/// The people at their places before a wall.
inline cv::Mat Scene(const std::vector<std::pair<size_t, cv::Point>>& people,
                     cv::Size size = {320, 240}) {
  cv::Mat scene = Wall(size);
  for (const auto& [person, place] : people)
    Sitter(person).image.copyTo(scene({place, cv::Size(kSitterSize, kSitterSize)}));
  return scene;
}

/// A person who moves to the right by a pixel a frame, and is not there in frames [gone, back).
inline void WriteClip(const std::filesystem::path& path, size_t person, int frames, int gone = 0,
                      int back = 0) {
  const cv::Mat sitter = Sitter(person).image;
  WriteVideo(
      path, frames,
      [&](int i) {
        cv::Mat frame = Wall();
        if (i < gone || i >= back)
          sitter.copyTo(frame({cv::Point(10 + i, 8), cv::Size(kSitterSize, kSitterSize)}));
        return frame;
      },
      "avc1");
}

}  // namespace swapbench
