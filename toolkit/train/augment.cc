// SPDX-License-Identifier: Apache-2.0
#include "train/augment.h"

#include <algorithm>
#include <cmath>

namespace swapbench {
namespace {

/// Side and offset of the part that is kept, along one axis.
cv::Range Kept(int side, double share, double where) {
  const int kept = std::max(1, static_cast<int>(std::lround(side * (1 - share))));
  const int begin = static_cast<int>(where * (side - kept + 1));
  return {begin, begin + kept};
}

}  // namespace

Picture Augment(const Picture& picture, const TrainOptions& options, Rng rng) {
  const cv::Mat& bgr = picture.face.image;
  const bool mirrored = rng.Chance(.5) && options.flip;
  const double share = rng.Uniform(0, options.crop);
  const double down = rng.Uniform(), right = rng.Uniform();
  const double shift = rng.Uniform(-options.brightness, options.brightness);

  const cv::Range rows = Kept(bgr.rows, share, down), columns = Kept(bgr.cols, share, right);
  Picture result;
  cv::add(bgr(rows, columns), cv::Scalar::all(std::round(255 * shift)), result.face.image);
  if (!picture.mask.empty()) result.mask = picture.mask(rows, columns).clone();
  if (!mirrored) return result;
  cv::flip(result.face.image, result.face.image, 1);
  if (!result.mask.empty()) cv::flip(result.mask, result.mask, 1);
  return result;
}

}  // namespace swapbench
