// SPDX-License-Identifier: Apache-2.0
// How the fine noise of a picture varies from pixel to pixel: co-occurrences of residuals, one
// submodel of the rich models of steganalysis (Fridrich and Kodovsky 2012, IEEE TIFS 7(3), "spam14"
// of third order), as Cozzolino, Poggi and Verdoliva 2014 (IEEE WIFS) and 2017 (arXiv:1703.04615)
// take it to find manipulated faces and regions.
//
//   residual   r = x(-1) - 3 x(0) + 3 x(+1) - x(+2) of the grey levels along a row
//   quantised  q = round(r / step), halves away from zero, cut off at +-truncation
//   counted    (q, q', q'', q''') of four neighbours along the row, and of four across it
//
// and the same along columns, which are counted together with the rows. A picture, its mirror
// images and its negative are to be alike, so four tuples share a bin: itself, negated, reversed,
// and both. That leaves 25 bins at truncation 1, 169 at 2, 625 at 3. A feature is the square root
// of a bin's share of all tuples, whose spread from chance does not depend on the share. The first
// half of the features are tuples along the residual's direction, the second those across.
// All is counted in whole numbers: the bits are the same on every machine.
#include <algorithm>
#include <array>
#include <cmath>

#include "detect/central_square.h"
#include "detect/registries.h"

namespace swapbench {
namespace {

struct NoiseResidualOptions {
  double share = .5;
  int truncation = 2;
  double step = 6;  // of those that Fridrich and Kodovsky take for this residual, the coarsest

  template <class V>
  void Describe(V& v) {
    v("share", share, "side of the central square that is analysed, share of the picture's",
      Between{.05, 1});
    v("truncation", truncation, "largest step of the residual that is told from larger ones",
      Between{1, 3});
    v("step", step, "grey levels a step of the residual", Between{.25, 64});
  }
};

using Tuple = std::array<int, 4>;  // each 0 .. 2 truncation; truncation is a residual of zero

class NoiseResidual : public FeatureExtractor {
 public:
  explicit NoiseResidual(const NoiseResidualOptions& options)
      : share_(options.share), levels_(2 * options.truncation + 1) {
    for (int residual = -kLargest; residual <= kLargest; ++residual) {
      const auto step = static_cast<int>(std::lround(residual / options.step));
      quantised_.push_back(static_cast<uchar>(
          std::clamp(step, -options.truncation, options.truncation) + options.truncation));
    }
    NumberBins();
  }

  int size() const override { return 2 * bins_; }

  std::vector<float> Features(const Face& face) const override {
    const cv::Mat square = CentralPart(face.image, share_);
    Counts along(static_cast<size_t>(bins_)), across(along.size());
    for (const cv::Mat& picture : {square, cv::Mat(square.t())}) {
      const cv::Mat residual = Residual(picture);
      CountTuples(residual, {1, 0}, along);
      CountTuples(residual, {0, 1}, across);
    }
    std::vector<float> features;
    for (const Counts& counts : {along, across}) {
      double sum = 0;
      for (const int count : counts) sum += count;
      for (const int count : counts) features.push_back(static_cast<float>(std::sqrt(count / sum)));
    }
    return features;
  }

 private:
  static constexpr int kLargest = 4 * 255;  // of a residual
  using Counts = std::vector<int>;

  int Code(const Tuple& tuple) const {
    int code = 0;
    for (const int level : tuple) code = code * levels_ + level;
    return code;
  }

  /// In the order of the smallest code of each bin.
  void NumberBins() {
    const int codes = levels_ * levels_ * levels_ * levels_;
    bin_.assign(static_cast<size_t>(codes), 0);
    for (int code = 0; code < codes; ++code) {
      Tuple tuple;
      for (int i = 3, rest = code; i >= 0; --i, rest /= levels_) tuple[i] = rest % levels_;
      Tuple negated = tuple;
      for (int& level : negated) level = levels_ - 1 - level;
      int first = std::min(code, Code(negated));
      std::ranges::reverse(tuple);
      std::ranges::reverse(negated);
      first = std::min({first, Code(tuple), Code(negated)});
      bin_[code] = first == code ? bins_++ : bin_[first];
    }
  }

  cv::Mat Residual(const cv::Mat& grey) const {
    cv::Mat residual(grey.rows, grey.cols - 3, CV_8UC1);
    for (int y = 0; y < residual.rows; ++y) {
      const auto* in = grey.ptr<uchar>(y);
      auto* out = residual.ptr<uchar>(y);
      for (int x = 0; x < residual.cols; ++x)
        out[x] = quantised_[kLargest + in[x] - 3 * in[x + 1] + 3 * in[x + 2] - in[x + 3]];
    }
    return residual;
  }

  void CountTuples(const cv::Mat& residual, cv::Point step, Counts& counts) const {
    for (int y = 0; y + 3 * step.y < residual.rows; ++y)
      for (int x = 0; x + 3 * step.x < residual.cols; ++x) {
        Tuple tuple;
        for (int i = 0; i < 4; ++i) tuple[i] = residual.at<uchar>(y + i * step.y, x + i * step.x);
        ++counts[bin_[Code(tuple)]];
      }
  }

  double share_;
  int levels_, bins_ = 0;
  std::vector<uchar> quantised_;  // by residual + kLargest
  std::vector<int> bin_;          // by code
};

}  // namespace

void Register_noise_residual(DetectRegistries& detect) {
  detect.features.Add<NoiseResidualOptions>(
      "noise_residual", "co-occurrences of four neighbouring noise residuals (SRM)",
      [](const NoiseResidualOptions& options) { return std::make_unique<NoiseResidual>(options); });
}

}  // namespace swapbench
