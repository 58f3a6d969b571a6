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

cv::Mat Augment(const cv::Mat& bgr, const TrainOptions& options, Rng rng) {
  const bool mirrored = rng.Chance(.5) && options.flip;
  const double share = rng.Uniform(0, options.crop);
  const double down = rng.Uniform(), right = rng.Uniform();
  const double shift = rng.Uniform(-options.brightness, options.brightness);

  cv::Mat result;
  cv::add(bgr(Kept(bgr.rows, share, down), Kept(bgr.cols, share, right)),
          cv::Scalar::all(std::round(255 * shift)), result);
  if (mirrored) cv::flip(result, result, 1);
  return result;
}

}  // namespace swapbench
