// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/range.h"
#include "image/degradation.h"
#include "image/stable.h"

namespace swapbench {
namespace {

struct BlurDegradationOptions {
  Range<double> sigma = {1, 1};

  template <class V>
  void Describe(V& v) {
    v("sigma", sigma, "standard deviation of the Gaussian, pixels", Between{.05, 50});
  }
};

class BlurDegradation : public Degradation {
 public:
  explicit BlurDegradation(const BlurDegradationOptions& options) : options_(options) {}

  /// The kernel reaches three deviations to either side, borders are mirrored, as in OpenCV.
  cv::Mat Degrade(const cv::Mat& bgr, Rng rng) const override {
    const double sigma = options_.sigma.Draw(rng);
    return BlurGaussian(bgr, static_cast<int>(std::floor(6 * sigma + 1.5)) | 1, sigma);
  }

 private:
  BlurDegradationOptions options_;
};

}  // namespace

void Register_degrade_blur(DegradationRegistry& registry) {
  registry.Add<BlurDegradationOptions>("blur", "Gaussian blur",
                                       [](const BlurDegradationOptions& options) {
                                         return std::make_unique<BlurDegradation>(options);
                                       });
}

}  // namespace swapbench
