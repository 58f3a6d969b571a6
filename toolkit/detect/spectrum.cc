// SPDX-License-Identifier: Apache-2.0
// Blending and resampling smooth a face: less power at the highest spatial frequencies means "more
// likely fake". After the azimuthal power spectra of Durall et al. 2019 (arXiv:1911.00686),
// untrained, with the sign fixed here.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "detect/detector.h"

namespace swapbench {
namespace {

struct SpectrumOptions {
  int size = 128;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the central square that is analysed, pixels (less in a smaller image)",
      Between{8, 1024});
  }
};

/// The central square, grey, under a Hann window, without its mean. At least 8x8: smaller images
/// are repeated outward.
cv::Mat WindowedSquare(const cv::Mat& bgr, int size) {
  constexpr int kLeast = 8;
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  const int right = std::max(0, kLeast - grey.cols), bottom = std::max(0, kLeast - grey.rows);
  cv::copyMakeBorder(grey, grey, 0, bottom, 0, right, cv::BORDER_REPLICATE);
  const int side = std::min({size, grey.cols, grey.rows}) / 2 * 2;
  const cv::Rect centre((grey.cols - side) / 2, (grey.rows - side) / 2, side, side);
  cv::Mat square, window;
  grey(centre).convertTo(square, CV_32F, 1. / 255);
  square -= cv::mean(square)[0];
  cv::createHanningWindow(window, square.size(), CV_32F);
  return square.mul(window);
}

/// Mean power a ring of radius r = 0 .. side/2, in cycles a window.
std::vector<double> AzimuthalPower(const cv::Mat& square) {
  cv::Mat spectrum;
  cv::dft(square, spectrum, cv::DFT_COMPLEX_OUTPUT);
  const int side = square.rows;
  std::vector<double> power(static_cast<size_t>(side / 2 + 1)), count(power.size());
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const auto& value = spectrum.at<cv::Vec2f>(y, x);
      const double radius = std::hypot(std::min(x, side - x), std::min(y, side - y));
      const auto ring = static_cast<size_t>(radius + .5);
      if (ring >= power.size()) continue;
      power[ring] +=
          static_cast<double>(value[0]) * value[0] + static_cast<double>(value[1]) * value[1];
      ++count[ring];
    }
  }
  for (size_t r = 0; r < power.size(); ++r) power[r] /= count[r];
  return power;
}

class Spectrum : public Detector {
 public:
  explicit Spectrum(const SpectrumOptions& options) : size_(options.size) {}

  std::vector<Verdict> Score(std::span<const Face> faces) override {
    std::vector<Verdict> verdicts;
    for (const Face& face : faces) verdicts.push_back({Smoothness(face.image)});
    return verdicts;
  }

 private:
  float Smoothness(const cv::Mat& image) const {
    constexpr double kFloor = 1e-9;  // keeps a flat image finite; far below one grey level's power
    const std::vector<double> power = AzimuthalPower(WindowedSquare(image, size_));
    const size_t split = power.size() - power.size() / 4;
    double low = 0, high = 0;
    for (size_t r = 1; r < power.size(); ++r) (r < split ? low : high) += power[r];
    return static_cast<float>(-std::log((high + kFloor) / (low + kFloor)));
  }

  int size_;
};

}  // namespace

void Register_spectrum(DetectorRegistry& registry) {
  registry.Add<SpectrumOptions>(
      "spectrum",
      "untrained: minus the log share of power in the highest quarter of spatial frequencies",
      [](const SpectrumOptions& options) { return std::make_unique<Spectrum>(options); });
}

}  // namespace swapbench
