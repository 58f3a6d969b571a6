// SPDX-License-Identifier: Apache-2.0
// The aligned crop that DeepfakeBench stores (Yan et al. 2023): five points brought nearest to
// ArcFace's template for 112 pixels, shifted by 8 and widened by .3, black outside the image.
#include <array>

#include "faces/align.h"
#include "faces/registries.h"

namespace swapbench {
namespace {

constexpr std::array<size_t, 5> kPoints = {37, 44, 30, 49, 55};  // eyes, nose, corners of the mouth
const std::array<cv::Point2d, 5> kTemplate = {{{30.2946, 51.6963},
                                               {65.5318, 51.5014},
                                               {48.0252, 71.7366},
                                               {33.5493, 92.3655},
                                               {62.7299, 92.2041}}};
constexpr double kTemplateSize = 112, kTemplateShift = 8, kMargin = .3;

struct DfbOptions {
  int size = 256;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the crop, pixels", Between{32, 2048});
  }
};

class Dfb : public Alignment {
 public:
  explicit Dfb(const DfbOptions& options) : size_(options.size) {
    for (size_t i = 0; i < kPoints.size(); ++i) {
      const double x = (kTemplate[i].x + kTemplateShift) / kTemplateSize;
      const double y = kTemplate[i].y / kTemplateSize;
      to_[i] = {Widened(x), Widened(y)};
    }
  }

  std::optional<Crop> Place(const LocatedFace& face, cv::Size) const override {
    std::array<cv::Point2f, 5> from;
    for (size_t i = 0; i < kPoints.size(); ++i) from[i] = face.landmarks[kPoints[i]];
    const std::optional<Affine> crop_from_image = Similarity(from, to_);
    if (!crop_from_image) return {};
    return Crop{{}, *crop_from_image, {size_, size_}};
  }

 private:
  /// From the template's share of its side to pixels of the crop.
  float Widened(double share) const {
    return static_cast<float>((share + kMargin / 2) * size_ / (1 + kMargin));
  }

  int size_;
  std::array<cv::Point2f, 5> to_;
};

}  // namespace

void Register_dfb(FaceRegistries& faces) {
  faces.alignments.Add<DfbOptions>(
      "dfb", "Upright and scaled by five points, as DeepfakeBench stores faces",
      [](const DfbOptions& options) { return std::make_unique<Dfb>(options); });
}

}  // namespace swapbench
