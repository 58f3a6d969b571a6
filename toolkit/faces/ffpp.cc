// SPDX-License-Identifier: Apache-2.0
// The crop of FaceForensics++ (Roessler et al. 2019): a square of 1.3 times the longer side of the
// box about its middle, moved into the image at the left and the top, made smaller at the right and
// the bottom.
#include <algorithm>

#include "faces/registries.h"

namespace swapbench {
namespace {

constexpr double kScale = 1.3;

struct FfppOptions {
  int size = 299;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the crop, pixels; 0: the image's own", Between{0, 2048});
  }
};

class Ffpp : public Alignment {
 public:
  explicit Ffpp(const FfppOptions& options) : size_(options.size) {}

  std::optional<Crop> Place(const LocatedFace& face, cv::Size size) const override {
    const cv::Rect& box = face.box;
    const cv::Point last = box.br() - cv::Point(1, 1);
    int side = static_cast<int>(std::max(last.x - box.x, last.y - box.y) * kScale);
    const int x = std::max((box.x + last.x) / 2 - side / 2, 0);
    const int y = std::max((box.y + last.y) / 2 - side / 2, 0);
    side = std::min({side, size.width - x, size.height - y});
    if (side < 1) return {};
    const int scaled = size_ > 0 ? size_ : side;
    return CutOut({x, y, side, side}, size, scaled, scaled);
  }

 private:
  int size_;
};

}  // namespace

void Register_ffpp(FaceRegistries& faces) {
  faces.alignments.Add<FfppOptions>(
      "ffpp", "A square of 1.3 times the box, as FaceForensics++ crops",
      [](const FfppOptions& options) { return std::make_unique<Ffpp>(options); });
}

}  // namespace swapbench
