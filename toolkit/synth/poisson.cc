// SPDX-License-Identifier: Apache-2.0
// As `delaunay`, but the seam is dissolved by solving Poisson's equation: P. Perez, M. Gangnet and
// A. Blake, "Poisson Image Editing", SIGGRAPH 2003. It leaves no cue of boundary or colour, and as
// in `delaunay` that of resampling is the method itself and there is none of geometry.
#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/photo.hpp>
#include <string>

#include "core/options.h"
#include "image/stable.h"
#include "synth/another_face.h"
#include "synth/swap.h"
#include "synth/triangulated.h"

namespace swapbench {
namespace {

struct PoissonOptions {
  std::string hull = "inner";
  bool noise = true;

  template <class V>
  void Describe(V& v) {
    v("hull", hull, "region of the target that is replaced",
      OneOf{{kHullNames.begin(), kHullNames.end()}});
    v("noise", noise, kNoiseHelp);
  }
};

/// OpenCV needs a border of pixels around the region.
cv::Mat WithoutTheBorder(const cv::Mat& mask) {
  cv::Mat inner = mask.clone();
  constexpr int kBorder = 2;
  cv::rectangle(inner, {0, 0}, {mask.cols - 1, mask.rows - 1}, cv::Scalar(0), 2 * kBorder - 1);
  return inner;
}

cv::Rect BoxOf(const cv::Mat& mask) {
  int left = mask.cols, top = mask.rows, right = -1, bottom = -1;
  for (int y = 0; y < mask.rows; ++y)
    for (int x = 0; x < mask.cols; ++x)
      if (mask.at<uchar>(y, x) != 0) {
        left = std::min(left, x), right = std::max(right, x);
        top = std::min(top, y), bottom = std::max(bottom, y);
      }
  return {left, top, right - left + 1, bottom - top + 1};
}

class PoissonSwap : public SwapMethod {
 public:
  explicit PoissonSwap(const PoissonOptions& options)
      : options_(options), hull_(ParseHull(options.hull)) {}

  SwapTraits traits() const override {
    return {.donor = Donor::kAnyOther,
            .cues = CuesOn({{SwapCue::kResampling, true}, {SwapCue::kNoise, options_.noise}}),
            .inherent = {SwapCue::kResampling}};
  }

  std::optional<Swapped> Swap(const Face& target, const Face& source, Rng) const override {
    const std::optional<MovedFace> moved = MoveOnto(target, source, hull_);
    if (!moved) return {};
    const cv::Mat mask = WithoutTheBorder(moved->mask);
    const cv::Rect box = BoxOf(mask);
    if (box.width < 4 || box.height < 4) return {};
    // Outside the region the gradients are the target's own, so the rim of the hull casts none.
    const cv::Mat fitted =
        Fitted(moved->image, target.image, moved->mask, {.color = true, .noise = options_.noise});
    const cv::Mat face = Blend(target.image, fitted, moved->mask);
    const cv::Point centre(box.x + box.width / 2, box.y + box.height / 2);
    cv::Mat seamless;
    cv::seamlessClone(face, target.image, mask, centre, seamless, cv::NORMAL_CLONE);
    JsonObject parameters;
    parameters.Set("hull", options_.hull);
    return Swapped{Blend(target.image, seamless, mask), mask, parameters};
  }

 private:
  PoissonOptions options_;
  Hull hull_;
};

}  // namespace

void Register_poisson(SwapMethodRegistry& registry) {
  registry.Add<PoissonOptions>(
      "poisson",
      "another person's face moved triangle by triangle, the seam dissolved, after Perez 2003 "
      "(cues: resampling, noise)",
      [](const PoissonOptions& options) { return std::make_unique<PoissonSwap>(options); });
}

}  // namespace swapbench
