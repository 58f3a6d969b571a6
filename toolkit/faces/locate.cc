// SPDX-License-Identifier: Apache-2.0
#include "faces/locate.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace swapbench {

void Settle(std::vector<LocatedFace>& faces) {
  for (LocatedFace& face : faces) face.score = std::floor(face.score * 1000 + .5) / 1000;
  std::ranges::sort(faces, {}, [](const LocatedFace& face) {
    return std::tuple(-face.box.area(), -face.score, face.box.x, face.box.y);
  });
}

}  // namespace swapbench
