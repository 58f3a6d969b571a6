// SPDX-License-Identifier: Apache-2.0
// The chance control: a uniform number from a hash of the pixels, for a detector is given nothing
// else.
#include "core/hash.h"
#include "detect/registries.h"

namespace swapbench {
namespace {

class Coin : public Detector {
 public:
  std::vector<Verdict> Score(std::span<const Face> faces) override {
    std::vector<Verdict> verdicts;
    for (const Face& face : faces) verdicts.push_back({Toss(face.image)});
    return verdicts;
  }

 private:
  static float Toss(const cv::Mat& image) {
    uint64_t hash = 0;
    for (int y = 0; y < image.rows;
         ++y)  // rows apart: a view of a larger image has gaps between them
      hash = hash * 0x9e3779b97f4a7c15ULL +
             Xxh3({image.ptr<char>(y), static_cast<size_t>(image.cols) * image.elemSize()});
    return static_cast<float>(Xxh3({reinterpret_cast<const char*>(&hash), sizeof hash}) >> 40) *
           0x1p-24F;
  }
};

}  // namespace

void Register_coin(DetectRegistries& detect) {
  detect.detectors.Add<NoOptions>("coin",
                                  "control: chance, a hash of the pixels; its AUC must be near .5",
                                  [](const NoOptions&) { return std::make_unique<Coin>(); });
}

}  // namespace swapbench
