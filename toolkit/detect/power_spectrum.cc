// SPDX-License-Identifier: Apache-2.0
#include "detect/power_spectrum.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace swapbench {
namespace {

cv::Mat Windowed(const cv::Mat& grey) {
  cv::Mat square, window;
  grey.convertTo(square, CV_32F, 1. / 255);
  square -= cv::mean(square)[0];
  cv::createHanningWindow(window, square.size(), CV_32F);
  return square.mul(window);
}

}  // namespace

std::vector<double> AzimuthalPower(const cv::Mat& grey_square) {
  cv::Mat spectrum;
  cv::dft(Windowed(grey_square), spectrum, cv::DFT_COMPLEX_OUTPUT);
  const int side = grey_square.rows;
  std::vector<double> power(static_cast<size_t>(side / 2 + 1)), count(power.size());
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const auto& value = spectrum.at<cv::Vec2f>(y, x);
      const double radius = std::hypot(std::min(x, side - x), std::min(y, side - y));
      const auto ring = static_cast<size_t>(radius + .5);
      if (ring >= power.size()) continue;
      power[ring] +=
          static_cast<double>(value[0]) * value[0] + static_cast<double>(value[1]) * value[1];
      ++count[ring];
    }
  }
  for (size_t r = 0; r < power.size(); ++r) power[r] /= count[r];
  return power;
}

}  // namespace swapbench
