// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/range.h"
#include "image/color.h"
#include "image/degradation.h"
#include "image/shrink.h"

namespace swapbench {
namespace {

struct ResizeDegradationOptions {
  Range<double> factor = {.5, .5};

  template <class V>
  void Describe(V& v) {
    v("factor", factor, "by which both sides shrink before they grow again", Between{.01, 1});
  }
};

class ResizeDegradation : public Degradation {
 public:
  explicit ResizeDegradation(const ResizeDegradationOptions& options) : options_(options) {}

  cv::Mat Degrade(const cv::Mat& bgr, Rng rng) const override {
    const double factor = options_.factor.Draw(rng);
    const auto side = [factor](int full) {
      return std::max(1, static_cast<int>(std::floor(full * factor + .5)));
    };
    return Enlarged(Shrink(bgr, {side(bgr.cols), side(bgr.rows)}), bgr.size());
  }

 private:
  ResizeDegradationOptions options_;
};

}  // namespace

void Register_degrade_resize(DegradationRegistry& registry) {
  registry.Add<ResizeDegradationOptions>(
      "resize", "fewer pixels: down by the mean of areas, up again bilinearly",
      [](const ResizeDegradationOptions& options) {
        return std::make_unique<ResizeDegradation>(options);
      });
}

}  // namespace swapbench
