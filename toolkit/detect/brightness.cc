// SPDX-License-Identifier: Apache-2.0
// The leak control: any skill of the mean pixel value is a leak in the corpus.
#include <opencv2/core.hpp>

#include "detect/registries.h"

namespace swapbench {
namespace {

class Brightness : public Detector {
 public:
  std::vector<Verdict> Score(std::span<const Face> faces) override {
    std::vector<Verdict> verdicts;
    for (const Face& face : faces) {
      const cv::Scalar mean = cv::mean(face.image);
      verdicts.push_back({static_cast<float>((mean[0] + mean[1] + mean[2]) / (3 * 255))});
    }
    return verdicts;
  }
};

}  // namespace

void Register_brightness(DetectRegistries& detect) {
  detect.detectors.Add<NoOptions>("brightness",
                                  "control: mean pixel value; skill means that the corpus leaks",
                                  [](const NoOptions&) { return std::make_unique<Brightness>(); });
}

}  // namespace swapbench
