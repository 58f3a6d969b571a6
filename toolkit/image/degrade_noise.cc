// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/range.h"
#include "image/degradation.h"

namespace swapbench {
namespace {

struct NoiseDegradationOptions {
  Range<double> sigma = {5, 5};

  template <class V>
  void Describe(V& v) {
    v("sigma", sigma, "standard deviation, of 255", Between{0, 128});
  }
};

class NoiseDegradation : public Degradation {
 public:
  explicit NoiseDegradation(const NoiseDegradationOptions& options) : options_(options) {}

  cv::Mat Degrade(const cv::Mat& bgr, Rng rng) const override {
    const double sigma = options_.sigma.Draw(rng);
    cv::Mat noisy(bgr.size(), bgr.type());
    for (int y = 0; y < bgr.rows; ++y)
      for (int i = 0; i < 3 * bgr.cols; ++i) {
        const double value = std::floor(bgr.ptr(y)[i] + sigma * rng.Normal() + .5);
        noisy.ptr(y)[i] = static_cast<uchar>(std::clamp(value, 0., 255.));
      }
    return noisy;
  }

 private:
  NoiseDegradationOptions options_;
};

}  // namespace

void Register_degrade_noise(DegradationRegistry& registry) {
  registry.Add<NoiseDegradationOptions>("noise",
                                        "white Gaussian noise, independent in every channel",
                                        [](const NoiseDegradationOptions& options) {
                                          return std::make_unique<NoiseDegradation>(options);
                                        });
}

}  // namespace swapbench
