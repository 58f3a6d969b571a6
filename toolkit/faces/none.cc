// SPDX-License-Identifier: Apache-2.0
#include "faces/registries.h"

namespace swapbench {
namespace {

class None : public Alignment {
 public:
  std::optional<Crop> Place(const LocatedFace&, cv::Size size) const override {
    return WholeImage(size);
  }
};

}  // namespace

void Register_none(FaceRegistries& faces) {
  faces.alignments.Add<NoOptions>("none", "The image as it is, with the landmarks of its face",
                                  [](const NoOptions&) { return std::make_unique<None>(); });
}

}  // namespace swapbench
