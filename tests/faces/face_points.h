// SPDX-License-Identifier: Apache-2.0
/// 68 points of a schematic face, symmetric about a vertical line.
#pragma once

#include <cmath>

#include "image/face.h"

namespace swapbench {

/// `size` is half the width of the jaw, in pixels.
inline Landmarks FacePoints(double centre_x, double centre_y, double size) {
  Landmarks points;
  const auto put = [&](int i, double x, double y) {
    points[static_cast<size_t>(i)] = {static_cast<float>(centre_x + size * x),
                                      static_cast<float>(centre_y + size * y)};
  };
  const auto both = [&](int right, int left, double x, double y) {  // the subject's right: -x
    put(right, -x, y);
    put(left, x, y);
  };
  for (int i = 0; i <= 8; ++i) {
    const double angle = 3.14159265358979 / 2 * i / 8;
    both(i, 16 - i, std::cos(angle), 1.3 * std::sin(angle));
  }
  for (int i = 0; i < 5; ++i) both(17 + i, 26 - i, .85 - .17 * i, -.35 - .04 * i * (4 - i) / 2.0);
  for (int i = 0; i < 4; ++i) put(27 + i, 0, -.1 + .15 * i);
  for (int i = 0; i < 3; ++i) both(31 + i, 35 - i, .2 - .1 * i, .45 + .03 * i);
  both(36, 45, .65, -.1);
  both(37, 44, .54, -.17);
  both(38, 43, .42, -.17);
  both(39, 42, .3, -.1);
  both(40, 47, .42, -.05);
  both(41, 46, .54, -.05);
  both(48, 54, .4, .75);
  both(49, 53, .27, .67);
  both(50, 52, .12, .64);
  put(51, 0, .66);
  both(59, 55, .27, .85);
  both(58, 56, .12, .9);
  put(57, 0, .91);
  both(60, 64, .35, .75);
  both(61, 63, .12, .72);
  put(62, 0, .72);
  both(67, 65, .12, .78);
  put(66, 0, .78);
  return points;
}

}  // namespace swapbench
