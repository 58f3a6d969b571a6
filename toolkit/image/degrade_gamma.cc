// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/range.h"
#include "core/stable_math.h"
#include "image/color.h"
#include "image/degradation.h"

namespace swapbench {
namespace {

struct GammaDegradationOptions {
  Range<double> gamma = {1.5, 1.5};

  template <class V>
  void Describe(V& v) {
    v("gamma", gamma, "exponent: above 1 darker, below 1 lighter", Between{.05, 20});
  }
};

class GammaDegradation : public Degradation {
 public:
  explicit GammaDegradation(const GammaDegradationOptions& options) : options_(options) {}

  cv::Mat Degrade(const cv::Mat& bgr, Rng rng) const override {
    const double gamma = options_.gamma.Draw(rng);
    cv::Mat table(1, 256, CV_8UC3);
    for (int value = 0; value < 256; ++value)
      table.at<cv::Vec3b>(0, value) = cv::Vec3b::all(
          static_cast<uchar>(std::floor(255 * stable::Pow(value / 255., gamma) + .5)));
    return Mapped(bgr, table);
  }

 private:
  GammaDegradationOptions options_;
};

}  // namespace

void Register_degrade_gamma(DegradationRegistry& registry) {
  registry.Add<GammaDegradationOptions>("gamma", "every value v of 255 becomes 255 (v/255)^gamma",
                                        [](const GammaDegradationOptions& options) {
                                          return std::make_unique<GammaDegradation>(options);
                                        });
}

}  // namespace swapbench
