// SPDX-License-Identifier: Apache-2.0
// One trace of a swap and nothing else, on a face that stays its own: which traces does a detector
// see? Every kind changes the same soft region in one physical way.
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/options.h"
#include "image/codec.h"
#include "image/color.h"
#include "image/stable.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

/// The face changed in one way. What was drawn goes into the parameters.
using Change = cv::Mat (*)(const cv::Mat&, Rng&, JsonObject&);

/// Every channel up or down by 10 to 20 of 255.
cv::Mat Color(const cv::Mat& face, Rng& rng, JsonObject& parameters) {
  cv::Vec3i shift;
  std::vector<double> drawn;
  for (int c = 0; c < 3; ++c) {
    const auto size = static_cast<int>(rng.Integer(10, 20));
    shift[c] = rng.Chance(.5) ? size : -size;
    drawn.push_back(shift[c]);
  }
  parameters.Set("shift_bgr", drawn);
  return ShiftChannels(face, shift);
}

/// Scaled down by .5 to .8 and up again, linearly.
cv::Mat Resampling(const cv::Mat& face, Rng& rng, JsonObject& parameters) {
  const double scale = rng.Uniform(.5, .8);
  parameters.Set("scale", scale);
  cv::Mat large;
  cv::resize(Shrunk(face, scale), large, face.size(), 0, 0, cv::INTER_LINEAR);
  return large;
}

/// White noise of a standard deviation of 2 to 5.
cv::Mat Noise(const cv::Mat& face, Rng& rng, JsonObject& parameters) {
  const double deviation = rng.Uniform(2, 5);
  parameters.Set("noise_deviation", deviation);
  const double reach = deviation * std::sqrt(3.0);  // uniform
  cv::Mat noisy = face.clone();
  for (int y = 0; y < face.rows; ++y)
    for (int i = 0; i < 3 * face.cols; ++i) {
      const double value = face.ptr(y)[i] + rng.Uniform(-reach, reach);
      noisy.ptr(y)[i] = static_cast<uchar>(std::clamp(std::floor(value + .5), 0.0, 255.0));
    }
  return noisy;
}

/// Once more through JPEG, on a grid of blocks that begins elsewhere.
cv::Mat JpegGrid(const cv::Mat& face, Rng& rng, JsonObject& parameters) {
  const auto x = static_cast<int>(rng.Integer(1, 7)), y = static_cast<int>(rng.Integer(1, 7));
  const auto quality = static_cast<int>(rng.Integer(50, 80));
  parameters.Set("grid_x", x).Set("grid_y", y).Set("quality", quality);
  cv::Mat moved;
  cv::copyMakeBorder(face, moved, y, 0, x, 0, cv::BORDER_REPLICATE);
  const cv::Mat coded = DecodeImage(EncodeJpeg(moved, quality), "a face that was just encoded");
  return coded(cv::Rect(x, y, face.cols, face.rows)).clone();
}

/// Moved by 1 to 2 % of the image, in whole pixels: nothing is resampled.
cv::Mat Geometry(const cv::Mat& face, Rng& rng, JsonObject& parameters) {
  const auto step = [&](int side) {
    const auto pixels = static_cast<int>(std::floor(side * rng.Uniform(.01, .02) + .5));
    return std::max(1, pixels) * (rng.Chance(.5) ? 1 : -1);
  };
  const int dx = step(face.cols), dy = step(face.rows);
  parameters.Set("shift_x", dx).Set("shift_y", dy);
  return Warp(face, {1, 0, static_cast<double>(dx), 0, 1, static_cast<double>(dy)}, face.size(),
              Outside::kRepeatEdge);
}

/// Blurred, and blended in at the rim of the region only.
cv::Mat Boundary(const cv::Mat& face, Rng& rng, JsonObject& parameters) {
  const double sigma = rng.Uniform(1, 2);
  parameters.Set("sigma", sigma);
  return BlurGaussian(face, 9, sigma);
}

/// The checker of a decoder that up-samples by 2 or 4: zeros between the pixels of a smaller face,
/// filled in by a kernel whose taps overlap unevenly (Odena et al. 2016), repeat the face's
/// spectrum. Where the kernel's centre falls it is too bright, elsewhere too dark, by a deviation
/// of 1 to 2 % along each axis and none on average. Only this is added, so the face keeps its own
/// detail.
cv::Mat Decoder(const cv::Mat& face, Rng& rng, JsonObject& parameters) {
  const int stride = rng.Chance(.5) ? 2 : 4;
  const double deviation = rng.Uniform(.01, .02);
  const auto grid_x = static_cast<int>(rng.Integer(0, stride - 1));
  const auto grid_y = static_cast<int>(rng.Integer(0, stride - 1));
  parameters.Set("stride", stride).Set("gain_deviation", deviation);
  parameters.Set("grid_x", grid_x).Set("grid_y", grid_y);
  const double dark = deviation / std::sqrt(stride - 1.0);
  const auto gain = [&](int i, int grid) {
    return i % stride == grid ? 1 + (stride - 1) * dark : 1 - dark;
  };
  const cv::Mat drawn = Enlarged(Shrunk(face, 1.0 / stride), face.size());
  cv::Mat checkered(face.size(), face.type());
  for (int y = 0; y < face.rows; ++y)
    for (int x = 0; x < face.cols; ++x) {
      const double uneven = gain(x, grid_x) * gain(y, grid_y) - 1;
      for (int c = 0; c < 3; ++c) {
        const double value = face.at<cv::Vec3b>(y, x)[c] + uneven * drawn.at<cv::Vec3b>(y, x)[c];
        checkered.at<cv::Vec3b>(y, x)[c] =
            static_cast<uchar>(std::clamp(std::floor(value + .5), 0.0, 255.0));
      }
    }
  return checkered;
}

struct Kind {
  SwapCue cue;
  Change change;
  bool at_rim = false;
};
constexpr std::array<Kind, 7> kKinds = {{{SwapCue::kColor, Color},
                                         {SwapCue::kResampling, Resampling},
                                         {SwapCue::kNoise, Noise},
                                         {SwapCue::kJpegGrid, JpegGrid},
                                         {SwapCue::kGeometry, Geometry},
                                         {SwapCue::kDecoder, Decoder},
                                         {SwapCue::kBoundary, Boundary, true}}};

struct CueOptions {
  std::string kind = "color";

  template <class V>
  void Describe(V& v) {
    std::vector<std::string> names;
    for (const Kind& one : kKinds) names.emplace_back(NameOf(one.cue));
    v("kind", kind, "what is changed", OneOf{names});
  }
};

/// 4m(1-m) of a mask m in [0, 1]: 1 where it is one half, 0 inside and outside (Li et al. 2020,
/// equation 2).
cv::Mat RimOf(const cv::Mat& mask) {
  cv::Mat rim(mask.size(), CV_8UC1);
  for (int y = 0; y < mask.rows; ++y)
    for (int x = 0; x < mask.cols; ++x) {
      const int m = mask.at<uchar>(y, x);
      rim.at<uchar>(y, x) = static_cast<uchar>(std::min(255, (4 * m * (255 - m) + 127) / 255));
    }
  return rim;
}

class SingleCue : public SwapMethod {
 public:
  explicit SingleCue(const CueOptions& options)
      : kind_(*std::ranges::find(kKinds, options.kind,
                                 [](const Kind& one) { return NameOf(one.cue); })) {}

  SwapTraits traits() const override {
    return {.donor = Donor::kSelf, .cues = {kind_.cue}, .inherent = {kind_.cue}};
  }

  std::optional<Swapped> Swap(const Face& target, const Face&, Rng rng) const override {
    if (!target.landmarks) return {};
    std::optional<Region> region =
        DrawRegion(target.image.size(), *target.landmarks,
                   {.move = false, .elastic = false, .ratio = false}, rng.Substream("region"));
    if (!region) return {};
    Rng change_rng = rng.Substream("change");
    const cv::Mat changed = kind_.change(target.image, change_rng, region->parameters);
    const cv::Mat mask = kind_.at_rim ? RimOf(region->mask) : region->mask;
    return Swapped{Blend(target.image, changed, mask), mask, region->parameters};
  }

 private:
  Kind kind_;
};

}  // namespace

void Register_cue(SwapMethodRegistry& registry) {
  registry.Add<CueOptions>(
      "cue",
      "one trace of a swap and nothing else, on a face that stays its own "
      "(cues: color, or another kind)",
      [](const CueOptions& options) { return std::make_unique<SingleCue>(options); });
}

}  // namespace swapbench
