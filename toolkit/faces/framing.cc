// SPDX-License-Identifier: Apache-2.0
#include "faces/framing.h"

#include <algorithm>

#include "faces/align.h"
#include "faces/landmarks.h"

namespace swapbench {
namespace {

std::array<cv::Point2f, 5> Rounded(const FivePoints& points) {
  std::array<cv::Point2f, 5> rounded;
  std::ranges::transform(points, rounded.begin(), [](cv::Point2d p) { return cv::Point2f(p); });
  return rounded;
}

class Framed : public Alignment {
 public:
  Framed(const FivePoints& points, cv::Size size) : to_(Rounded(points)), size_(size) {}

  std::optional<Crop> Place(const LocatedFace& face, cv::Size) const override {
    const std::optional<Affine> crop_from_image =
        Similarity(Rounded(FivePointsOf(face.landmarks)), to_);
    if (!crop_from_image) return {};
    return Crop{{}, *crop_from_image, size_};
  }

 private:
  std::array<cv::Point2f, 5> to_;
  cv::Size size_;
};

}  // namespace

FivePoints FivePointsOf(const Landmarks& landmarks) {
  return {EyeCentre(landmarks, false), EyeCentre(landmarks, true), landmarks[30], landmarks[48],
          landmarks[54]};
}

std::unique_ptr<Alignment> FramedAs(const FivePoints& points, cv::Size size) {
  return std::make_unique<Framed>(points, size);
}

}  // namespace swapbench
