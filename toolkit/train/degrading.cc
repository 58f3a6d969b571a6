// SPDX-License-Identifier: Apache-2.0
#include "train/degrading.h"

namespace swapbench {

Degrader::Degrader(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const size_t at = text.rfind('@');
    const auto probability = at == std::string::npos ? 1. : ParseDouble(text.substr(at + 1));
    Check(probability && *probability >= 0 && *probability <= 1, "'augment' = ", text,
          ": behind the @ stands the probability, a number from 0 to 1, as in "
          "jpeg:quality=50-95@.5.");
    const Spec spec = Spec::Parse(text.substr(0, at));
    items_.push_back({Degradations().Make(spec), *probability});
    canonical_.push_back(
        Concat(Degradations().Canonical(spec).ToString(), "@", ToText(*probability)));
  }
}

cv::Mat Degrader::Degrade(const cv::Mat& bgr, const Rng& rng) const {
  cv::Mat image = bgr;
  for (size_t i = 0; i < items_.size(); ++i) {
    Rng own = rng.Substream("degrade", i);
    if (own.Chance(items_[i].probability))
      image = items_[i].degradation->Degrade(image, own.Substream("draw"));
  }
  return image;
}

}  // namespace swapbench
