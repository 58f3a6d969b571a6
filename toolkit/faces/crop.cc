// SPDX-License-Identifier: Apache-2.0
#include "faces/crop.h"

#include <opencv2/imgproc.hpp>

namespace swapbench {

Crop WholeImage(cv::Size size) { return {{}, Affine(1, 0, 0, 0, 1, 0), size}; }

bool IsWholeImage(const Crop& crop, cv::Size size) {
  return !crop.cut && crop.size == size && crop.crop_from_image == WholeImage(size).crop_from_image;
}

std::optional<Crop> CutOut(const cv::Rect& cut, cv::Size size, int width, int height) {
  const cv::Rect inside = cut & cv::Rect({0, 0}, size);
  if (inside.empty()) return {};
  // cv::resize maps edges of pixels, not their centres: x' + .5 = (x + .5) * scale.
  const double scale_x = static_cast<double>(width) / inside.width;
  const double scale_y = static_cast<double>(height) / inside.height;
  const Affine crop_from_image = {scale_x, 0,       (.5 - inside.x) * scale_x - .5,
                                  0,       scale_y, (.5 - inside.y) * scale_y - .5};
  return Crop{inside, crop_from_image, {width, height}};
}

cv::Mat Cropped(const cv::Mat& image, const Crop& crop) {
  if (!crop.cut) return Warp(image, crop.crop_from_image, crop.size, Outside::kBlack);
  cv::Mat scaled;
  cv::resize(image(*crop.cut), scaled, crop.size, 0, 0, cv::INTER_LINEAR);
  return scaled;
}

}  // namespace swapbench
