// SPDX-License-Identifier: Apache-2.0
#include "image/warp.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/error.h"

namespace swapbench {

cv::Point2d Apply(const Affine& m, cv::Point2d p) {
  return {m(0, 0) * p.x + m(0, 1) * p.y + m(0, 2), m(1, 0) * p.x + m(1, 1) * p.y + m(1, 2)};
}

Affine ScaleAndShift(cv::Size size, double scale_x, double scale_y, double shift_x,
                     double shift_y) {
  const double x = (size.width - 1) * .5, y = (size.height - 1) * .5;
  return {scale_x, 0, x - scale_x * x + shift_x, 0, scale_y, y - scale_y * y + shift_y};
}

Affine Inverse(const Affine& m) {
  const double determinant = m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0);
  Check(std::fabs(determinant) > 1e-12, "An affine map of an image cannot be undone.");
  const double a = m(1, 1) / determinant, b = -m(0, 1) / determinant;
  const double c = -m(1, 0) / determinant, d = m(0, 0) / determinant;
  return {a, b, -(a * m(0, 2) + b * m(1, 2)), c, d, -(c * m(0, 2) + d * m(1, 2))};
}

cv::Mat Shrunk(const cv::Mat& image, double factor, int least) {
  const auto scaled = [&](int side) {
    return std::max(least, static_cast<int>(std::floor(side * factor + .5)));
  };
  cv::Mat small;
  cv::resize(image, small, {scaled(image.cols), scaled(image.rows)}, 0, 0, cv::INTER_LINEAR);
  return small;
}

cv::Mat Warp(const cv::Mat& image, const Affine& to_from_image, cv::Size size, Outside outside) {
  cv::Mat result;
  const Affine image_from_to = Inverse(to_from_image);
  cv::warpAffine(image, result, cv::Mat(image_from_to), size,
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 outside == Outside::kBlack ? cv::BORDER_CONSTANT : cv::BORDER_REPLICATE);
  return result;
}

cv::Mat Displace(const cv::Mat& image, const cv::Mat& dx, const cv::Mat& dy) {
  Check(dx.size() == image.size() && dy.size() == image.size(),
        "Displace needs one shift a pixel.");
  cv::Mat from_x(image.size(), CV_32FC1), from_y(image.size(), CV_32FC1), result;
  for (int y = 0; y < image.rows; ++y)
    for (int x = 0; x < image.cols; ++x) {
      from_x.at<float>(y, x) = static_cast<float>(x) + dx.at<float>(y, x);
      from_y.at<float>(y, x) = static_cast<float>(y) + dy.at<float>(y, x);
    }
  cv::remap(image, result, from_x, from_y, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  return result;
}

}  // namespace swapbench
