// SPDX-License-Identifier: Apache-2.0
// What Self-Blended Images tests on (Shiohara & Yamasaki 2022): the box and half of a quarter of
// its sides more on each side, as far as the image goes, stretched to a square.
#include "faces/registries.h"

namespace swapbench {
namespace {

struct SbiOptions {
  int size = 380;

  template <class V>
  void Describe(V& v) {
    v("size", size, "side of the crop, pixels", Between{32, 2048});
  }
};

class Sbi : public Alignment {
 public:
  explicit Sbi(const SbiOptions& options) : size_(options.size) {}

  std::optional<Crop> Place(const LocatedFace& face, cv::Size size) const override {
    const cv::Rect& box = face.box;
    const double margin_x = box.width / 4. * .5, margin_y = box.height / 4. * .5;
    const cv::Point first(Whole(box.x - margin_x), Whole(box.y - margin_y));
    const cv::Point end(Whole(box.br().x + margin_x) + 1, Whole(box.br().y + margin_y) + 1);
    return CutOut({first, end}, size, size_, size_);
  }

 private:
  static int Whole(double value) { return static_cast<int>(value); }  // towards 0

  int size_;
};

}  // namespace

void Register_sbi(FaceRegistries& faces) {
  faces.alignments.Add<SbiOptions>(
      "sbi", "The box and an eighth of it on each side, as Self-Blended Images tests",
      [](const SbiOptions& options) { return std::make_unique<Sbi>(options); });
}

}  // namespace swapbench
