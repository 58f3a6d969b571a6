// SPDX-License-Identifier: Apache-2.0
#include "portrait/curve.h"

#include "core/error.h"

namespace swapbench::portrait {

Curve::Curve(std::vector<Vec2> keys) : keys_(std::move(keys)), slopes_(keys_.size(), 0.f) {
  for (size_t i = 1; i < keys_.size(); ++i)
    Check(keys_[i].x > keys_[i - 1].x, "A curve of the head has keys out of order at ", keys_[i].x,
          ".");
  for (size_t i = 1; i + 1 < keys_.size(); ++i) {
    const Vec2 before = keys_[i] - keys_[i - 1], after = keys_[i + 1] - keys_[i];
    const float left = before.y / before.x, right = after.y / after.x;
    if (left * right <= 0) continue;
    const float a = (2 * after.x + before.x), b = (after.x + 2 * before.x);
    slopes_[i] = (a + b) / (a / left + b / right);
  }
  const size_t last = keys_.size() - 1;
  slopes_[0] = (keys_[1].y - keys_[0].y) / (keys_[1].x - keys_[0].x);
  slopes_[last] = (keys_[last].y - keys_[last - 1].y) / (keys_[last].x - keys_[last - 1].x);
}

float Curve::operator()(float x) const {
  if (x <= keys_.front().x) return keys_.front().y;
  if (x >= keys_.back().x) return keys_.back().y;
  size_t i = 1;
  while (keys_[i].x < x) ++i;
  const Vec2 a = keys_[i - 1], b = keys_[i];
  const float width = b.x - a.x, t = (x - a.x) / width, s = 1 - t;
  return a.y * s * s * (1 + 2 * t) + b.y * t * t * (3 - 2 * t) +
         width * s * t * (slopes_[i - 1] * s - slopes_[i] * t);
}

}  // namespace swapbench::portrait
