// SPDX-License-Identifier: Apache-2.0
// Blended images: L. Li et al., "Face X-ray for More General Face Forgery Detection", CVPR 2020,
// section 3.2. The face of the person whose landmarks are most alike is laid over the target, its
// colours matched, its region bent by a grid of points, its edge feathered and blurred. Every cue
// of it can be switched off.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/options.h"
#include "image/mask.h"
#include "image/stable.h"
#include "synth/another_face.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

struct FaceXrayOptions {
  bool color = false, noise = true;
  Placement placement;
  bool bent = true;
  double feather = .2;

  template <class V>
  void Describe(V& v) {
    v("color", color, kColorHelp);
    v("noise", noise, kNoiseHelp);
    placement.Describe(v);
    v("bent", bent, "bend the region by a grid of 4x4 points that are moved at random");
    v("feather", feather,
      "width of the soft edge, share of the face's longer side; 0: hard (cue: blending boundary)",
      Between{0, 1});
  }
};

double LongerSide(const Landmarks& landmarks) {
  const auto [left, right] = std::ranges::minmax(landmarks, {}, &cv::Point2f::x);
  const auto [top, bottom] = std::ranges::minmax(landmarks, {}, &cv::Point2f::y);
  return std::max(right.x - left.x, bottom.y - top.y);
}

/// The edge rises over `width` pixels and is blurred by a random kernel, odd in 5-15 at 256 px; a
/// width of 0 leaves it hard. Nothing is outside of `hard`.
cv::Mat SoftEdge(const cv::Mat& hard, double width, Rng rng, JsonObject& parameters) {
  parameters.Set("feather_pixels", width);
  if (width <= 0) return hard;
  const double side = std::max(hard.cols, hard.rows) / 256.0;
  const auto reach = static_cast<double>(rng.Integer(2, 7));
  const int kernel = 2 * static_cast<int>(std::floor(reach * side + .5)) + 1;
  parameters.Set("blur_kernel", kernel);
  cv::Mat kept;
  cv::erode(hard, kept, cv::Mat::ones(kernel, kernel, CV_8UC1));
  return BlurGaussian(Feather(kept, width), kernel, SigmaForKernel(kernel));
}

class FaceXray : public SwapMethod {
 public:
  explicit FaceXray(const FaceXrayOptions& options) : options_(options) {
    options.placement.CheckFor("face_xray");
  }

  SwapTraits traits() const override {
    return {.donor = Donor::kNearestLandmarks,
            .cues = CuesOn({{SwapCue::kResampling, options_.placement.resampling},
                            {SwapCue::kNoise, options_.noise},
                            {SwapCue::kGeometry, options_.placement.geometry},
                            {SwapCue::kColor, options_.color},
                            {SwapCue::kBoundary, options_.feather <= 0}})};
  }

  std::optional<Swapped> Swap(const Face& target, const Face& source, Rng rng) const override {
    const std::optional<LaidFace> laid = LayOver(target, source, options_.placement);
    if (!laid) return {};
    std::optional<Region> region = DrawRegion(
        target.image.size(), *target.landmarks,
        {.move = false, .elastic = false, .soft = false, .ratio = false, .bent = options_.bent},
        rng.Substream("region"));
    if (!region) return {};
    cv::Mat hard = region->mask;
    cv::threshold(hard, hard, 127, 255, cv::THRESH_BINARY);
    cv::bitwise_and(hard, laid->covered, hard);
    const double width = options_.feather * LongerSide(*target.landmarks);
    const cv::Mat mask = SoftEdge(hard, width, rng.Substream("edge"), region->parameters);
    if (cv::countNonZero(mask) == 0) return {};
    const cv::Mat face = Fitted(laid->image, target.image, hard, {options_.color, options_.noise});
    return Swapped{Blend(target.image, face, mask), mask, region->parameters};
  }

 private:
  FaceXrayOptions options_;
};

}  // namespace

void Register_face_xray(SwapMethodRegistry& registry) {
  registry.Add<FaceXrayOptions>(
      "face_xray",
      "the most similar other face laid over, colours matched, region bent, edge feathered, after "
      "Li et al. 2020 (cues: resampling, noise, geometry)",
      [](const FaceXrayOptions& options) { return std::make_unique<FaceXray>(options); });
}

}  // namespace swapbench
