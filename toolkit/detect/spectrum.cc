// SPDX-License-Identifier: Apache-2.0
// Blending and resampling smooth a face: less power at the highest spatial frequencies means "more
// likely fake". After the azimuthal power spectra of Durall et al. 2019 (arXiv:1911.00686),
// untrained, with the sign fixed here.
#include <cmath>

#include "detect/central_square.h"
#include "detect/power_spectrum.h"
#include "detect/registries.h"

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
    const std::vector<double> power = AzimuthalPower(CentralSquare(image, size_));
    const size_t split = power.size() - power.size() / 4;
    double low = 0, high = 0;
    for (size_t r = 1; r < power.size(); ++r) (r < split ? low : high) += power[r];
    return static_cast<float>(-std::log((high + kFloor) / (low + kFloor)));
  }

  int size_;
};

}  // namespace

void Register_spectrum(DetectRegistries& detect) {
  detect.detectors.Add<SpectrumOptions>(
      "spectrum",
      "untrained: minus the log share of power in the highest quarter of spatial frequencies",
      [](const SpectrumOptions& options) { return std::make_unique<Spectrum>(options); });
}

}  // namespace swapbench
