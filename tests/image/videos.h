// SPDX-License-Identifier: Apache-2.0
/// Videos for tests, made on the spot. Each frame says its number in black and white squares that
/// survive any codec.
#pragma once

#include <filesystem>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <string>

#include "core/error.h"

namespace swapbench {

inline constexpr int kNumberBits = 9;

/// `number` as a row of squares at the top left, over something that moves.
inline cv::Mat NumberedFrame(int number, cv::Size size = {160, 96}) {
  cv::Mat frame(size, CV_8UC3, cv::Scalar(90, 110, 130));
  cv::circle(frame, {number * 3 % size.width, 60}, 20, cv::Scalar(40, 60, 220), cv::FILLED);
  for (int bit = 0; bit < kNumberBits; ++bit)
    cv::rectangle(frame, cv::Rect(bit * 16, 0, 16, 16),
                  cv::Scalar::all((number >> bit & 1) != 0 ? 255 : 0), cv::FILLED);
  return frame;
}

inline int NumberIn(const cv::Mat& frame) {
  int number = 0;
  for (int bit = 0; bit < kNumberBits; ++bit)
    if (frame.at<cv::Vec3b>(8, bit * 16 + 8)[1] > 127) number |= 1 << bit;
  return number;
}

/// draw(0), draw(1) ... as a video.
template <class Draw>
void WriteVideo(const std::filesystem::path& path, int frames, Draw draw,
                const std::string& fourcc = "mp4v", double rate = 25) {
  std::filesystem::create_directories(path.parent_path());
  const cv::Mat first = draw(0);
  cv::VideoWriter writer(path.string(), cv::CAP_FFMPEG,
                         cv::VideoWriter::fourcc(fourcc[0], fourcc[1], fourcc[2], fourcc[3]), rate,
                         first.size());
  Check(writer.isOpened(), "OpenCV writes no video of kind ", fourcc, ".");
  for (int i = 0; i < frames; ++i) writer.write(draw(i));
}

inline void WriteNumbered(const std::filesystem::path& path, int frames,
                          const std::string& fourcc = "mp4v", double rate = 25) {
  WriteVideo(
      path, frames, [](int i) { return NumberedFrame(i); }, fourcc, rate);
}

}  // namespace swapbench
