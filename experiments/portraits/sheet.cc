// SPDX-License-Identifier: Apache-2.0
/// A contact sheet of portraits: sheet SEED COLUMNS SIZE YAW PITCH ROLL FILE.png
#include <cstdlib>
#include <opencv2/imgcodecs.hpp>

#include "portrait/portrait.h"

int main(int argc, char** argv) {
  if (argc != 8) return 2;
  const int columns = std::atoi(argv[2]);
  swapbench::PortraitOptions options;
  options.size = std::atoi(argv[3]);
  options.yaw = std::atof(argv[4]);
  options.pitch = std::atof(argv[5]);
  options.roll = std::atof(argv[6]);
  cv::Mat sheet(columns * options.size, columns * options.size, CV_8UC3);
  for (int i = 0; i < columns * columns; ++i) {
    const auto portrait = swapbench::DrawPortrait(std::strtoull(argv[1], nullptr, 10),
                                                  static_cast<uint64_t>(i), 0, options);
    portrait.image.copyTo(sheet(
        {i % columns * options.size, i / columns * options.size, options.size, options.size}));
  }
  return cv::imwrite(argv[7], sheet) ? 0 : 1;
}
