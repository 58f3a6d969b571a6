// SPDX-License-Identifier: Apache-2.0
#include "synth/another_face.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "faces/align.h"
#include "image/color.h"
#include "image/mask.h"
#include "image/stable.h"
#include "synth/region.h"
#include "synth/triangulated.h"

namespace swapbench {
namespace {

cv::Point2d CentreOf(const Landmarks& landmarks) {
  cv::Point2d sum;
  for (const cv::Point2f& point : landmarks) sum += cv::Point2d(point);
  return sum / static_cast<double>(landmarks.size());
}

/// The shift of a similarity, without its turn and scale.
Affine WholePixels(const Landmarks& source, const Landmarks& target) {
  const cv::Point2d shift = CentreOf(target) - CentreOf(source);
  return {1, 0, std::floor(shift.x + .5), 0, 1, std::floor(shift.y + .5)};
}

cv::Mat WithNoiseOf(const cv::Mat& target, const cv::Mat& face, const cv::Mat& inside) {
  const cv::Rect box = Grown(NonZeroBox(inside), 1, face.size());
  // Beyond the mask the median sees the target, so that the rim is not taken for noise.
  const cv::Mat rough = target(box);
  cv::Mat smooth_face, smooth_target, result = target.clone(), part = result(box);
  cv::medianBlur(Blend(rough, face(box), inside(box)), smooth_face, 3);
  cv::medianBlur(rough, smooth_target, 3);
  for (int y = 0; y < box.height; ++y)
    for (int i = 0; i < 3 * box.width; ++i)
      part.ptr(y)[i] = cv::saturate_cast<uchar>(smooth_face.ptr(y)[i] + rough.ptr(y)[i] -
                                                smooth_target.ptr(y)[i]);
  return result;
}

}  // namespace

std::optional<LaidFace> LayOver(const Face& target, const Face& source,
                                const Placement& placement) {
  if (!target.landmarks || !source.landmarks) return {};
  const cv::Size size = target.image.size();
  if (!placement.geometry) {
    const std::optional<MovedFace> moved = MoveOnto(target, source, Hull::kWhole);
    if (!moved) return {};
    return LaidFace{moved->image, moved->mask, *target.landmarks, {}};
  }
  std::optional<Affine> move = Similarity(*source.landmarks, *target.landmarks);
  if (!move) return {};
  if (!placement.resampling) move = WholePixels(*source.landmarks, *target.landmarks);
  return LaidFace{Warp(source.image, *move, size, Outside::kRepeatEdge),
                  FrameMask(source.image.size(), *move, size), Apply(*move, *source.landmarks),
                  move};
}

cv::Mat Fitted(const cv::Mat& face, const cv::Mat& target, const cv::Mat& inside, const Fit& fit) {
  const cv::Mat coloured = fit.color ? face : MatchColours(face, target, inside);
  return fit.noise ? coloured : WithNoiseOf(target, coloured, inside);
}

}  // namespace swapbench
