// SPDX-License-Identifier: Apache-2.0
#include "core/range.h"
#include "image/codec.h"
#include "image/degradation.h"

namespace swapbench {
namespace {

struct JpegDegradationOptions {
  Range<int> quality = {75, 75};

  template <class V>
  void Describe(V& v) {
    v("quality", quality, "of libjpeg's tables, 100 is best", Between{1, 100});
  }
};

class JpegDegradation : public Degradation {
 public:
  explicit JpegDegradation(const JpegDegradationOptions& options) : options_(options) {}

  cv::Mat Degrade(const cv::Mat& bgr, Rng rng) const override {
    return DecodeImage(EncodeJpeg(bgr, options_.quality.Draw(rng)), "a picture just encoded");
  }

 private:
  JpegDegradationOptions options_;
};

}  // namespace

void Register_degrade_jpeg(DegradationRegistry& registry) {
  registry.Add<JpegDegradationOptions>("jpeg", "JPEG compression, 4:2:0",
                                       [](const JpegDegradationOptions& options) {
                                         return std::make_unique<JpegDegradation>(options);
                                       });
}

}  // namespace swapbench
