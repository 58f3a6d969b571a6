// SPDX-License-Identifier: Apache-2.0
#include "detect/heat_map.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace swapbench {
namespace {

const cv::Vec3d kFake = {0, 94, 213},
                kReal = {178, 114, 0};  // BGR; Okabe and Ito's vermillion, blue
constexpr double kDensest = .75;

/// What is drawn of a place: of a seam its probability.
float Drawn(Attribution::Kind kind, float value) {
  return kind == Attribution::Kind::kSeam ? 1 / (1 + std::exp(-value)) : value;
}

cv::Mat Places(const Attribution& attribution, cv::Size size) {
  cv::Mat places(attribution.rows, attribution.cols, CV_32F);
  std::transform(attribution.values.begin(),
                 attribution.values.begin() + static_cast<std::ptrdiff_t>(places.total()),
                 places.begin<float>(),
                 [&](float value) { return Drawn(attribution.kind, value); });
  cv::Mat smooth;
  cv::resize(places, smooth, size, 0, 0, cv::INTER_LINEAR);
  return smooth;
}

}  // namespace

double StrongestPlace(const Attribution& attribution) {
  const auto count = static_cast<std::ptrdiff_t>(attribution.rows) * attribution.cols;
  double strongest = 0;
  std::for_each_n(attribution.values.begin(), count, [&](float value) {
    strongest = std::max(strongest, std::fabs(double{Drawn(attribution.kind, value)}));
  });
  return strongest;
}

cv::Mat DrawHeat(const cv::Mat& picture, const Attribution& attribution) {
  const double scale =
      attribution.kind == Attribution::Kind::kSeam ? 1 : StrongestPlace(attribution);
  const cv::Mat places = Places(attribution, picture.size());
  cv::Mat grey, drawn(picture.size(), CV_8UC3);
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  for (int y = 0; y < drawn.rows; ++y)
    for (int x = 0; x < drawn.cols; ++x) {
      const double value = scale > 0 ? places.at<float>(y, x) / scale : 0;
      const double density = kDensest * std::abs(value);
      const cv::Vec3d& colour = value > 0 ? kFake : kReal;
      for (int c = 0; c < 3; ++c)
        drawn.at<cv::Vec3b>(y, x)[c] =
            cv::saturate_cast<uchar>((1 - density) * grey.at<uchar>(y, x) + density * colour[c]);
    }
  return drawn;
}

}  // namespace swapbench
