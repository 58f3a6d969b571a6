// SPDX-License-Identifier: Apache-2.0
// The azimuthally averaged log power spectrum of Durall et al. 2020 ("Unmasking DeepFakes with
// simple features", arXiv:1911.00686), who fit a logistic regression or a support vector machine on
// it. As there: grey, one number a frequency, relative to the picture's own contrast (they divide
// by the ring of frequency zero, which is empty once the mean is taken off: here it is the mean of
// all others), interpolated between the rings that a picture of this size has. Feature k = 1 ..
// bins is the log of the relative power at k / (2 bins) cycles a pixel.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "detect/central_square.h"
#include "detect/power_spectrum.h"
#include "detect/registries.h"

namespace swapbench {
namespace {

struct SpectrumFitOptions {
  double share = .5;
  int bins = 64;

  template <class V>
  void Describe(V& v) {
    v("share", share, "side of the central square that is analysed, share of the picture's",
      Between{.05, 1});
    v("bins", bins, "frequencies, up to half a cycle a pixel", Between{4, 512});
  }
};

/// Of rings 1 .. side/2, relative to their mean power.
std::vector<double> LogProfile(const std::vector<double>& power, int side) {
  // What rounding to grey levels adds to every ring under the window. With it a flat picture has
  // features as well: all are 0.
  const double floor = side * side / 4. / (12. * 255 * 255);
  const double mean = std::accumulate(power.begin() + 1, power.end(), 0.) / (power.size() - 1);
  std::vector<double> profile;
  for (size_t r = 1; r < power.size(); ++r)
    profile.push_back(std::log((power[r] + floor) / (mean + floor)));
  return profile;
}

class SpectrumFit : public FeatureExtractor {
 public:
  explicit SpectrumFit(const SpectrumFitOptions& options) : options_(options) {}

  int size() const override { return options_.bins; }

  std::vector<float> Features(const Face& face) const override {
    const cv::Mat square = CentralPart(face.image, options_.share);
    const std::vector<double> profile = LogProfile(AzimuthalPower(square), square.rows);
    std::vector<float> features;
    for (int k = 1; k <= size(); ++k) {
      const double ring = std::max(1., k * (square.rows / 2.) / size()) - 1;
      const auto below = static_cast<size_t>(ring);
      const size_t above = std::min(below + 1, profile.size() - 1);
      const double share = ring - static_cast<double>(below);
      features.push_back(static_cast<float>((1 - share) * profile[below] + share * profile[above]));
    }
    return features;
  }

 private:
  SpectrumFitOptions options_;
};

}  // namespace

void Register_spectrum_fit(DetectRegistries& detect) {
  detect.features.Add<SpectrumFitOptions>(
      "spectrum_fit", "log power by spatial frequency, averaged over all directions",
      [](const SpectrumFitOptions& options) { return std::make_unique<SpectrumFit>(options); });
}

}  // namespace swapbench
