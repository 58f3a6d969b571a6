// SPDX-License-Identifier: Apache-2.0
#include "portrait/background.h"

#include <opencv2/imgproc.hpp>

#include "portrait/noise.h"

namespace swapbench::portrait {
namespace {

/// Something in the room: a window, a shelf, a lamp. Places in units of the image's side.
struct Thing {
  Vec2 centre, half;
  float blur, round;  // round: 0 = rectangle, 1 = ellipse
  Colour colour;

  float Coverage(Vec2 at) const {
    const float x = std::abs(at.x - centre.x), y = std::abs(at.y - centre.y);
    if (round < .5f) {
      if (x >= half.x + blur || y >= half.y + blur) return 0;
      return SmoothStep(half.x + blur, half.x - blur, x) *
             SmoothStep(half.y + blur, half.y - blur, y);
    }
    const float r = std::sqrt((x / half.x) * (x / half.x) + (y / half.y) * (y / half.y));
    const float soft = blur / std::min(half.x, half.y);
    return SmoothStep(1 + soft, 1 - soft, r);
  }
};

class Room {
 public:
  explicit Room(Rng rng) : noise_(rng.Substream("noise")) {
    const auto uniform = [&rng](double low, double high) {
      return static_cast<float>(rng.Uniform(low, high));
    };
    const auto colour = [&uniform](float brightness, float spread) {
      const float r = uniform(1 - spread, 1 + spread),
                  g = uniform(1 - .7 * spread, 1 + .7 * spread);
      const float b = uniform(1 - spread, 1 + spread);
      return Colour{r, g, b} * brightness;
    };
    const float bright = uniform(0, 1), dim = uniform(.2, 1);
    wall_ = colour(.02f + .5f * bright * dim, .28f);
    slope_ = {uniform(-.5, .5), uniform(-.5, .5)};
    texture_ = uniform(.02, .16);
    grain_ = uniform(0, .05);
    grain_scale_ = uniform(18, 70);
    const int count = static_cast<int>(rng.Integer(0, 7));
    const float blur = uniform(.012, .09);
    for (int i = 0; i < count; ++i) {
      const Vec2 centre{uniform(0, 1), uniform(0, 1)}, half{uniform(.03, .28), uniform(.04, .4)};
      const float brightness = rng.Chance(.2) ? uniform(.5, 1.3) : uniform(.01, .45);
      const float round = rng.Chance(.3) ? 1.f : 0.f;
      things_.push_back({centre, half, blur, round, colour(brightness, .4f)});
    }
  }

  Colour At(Vec2 at) const {
    Colour sum = wall_ * std::max(.2f, 1 + slope_.x * (at.x - .5f) + slope_.y * (at.y - .5f));
    for (const Thing& thing : things_) {
      const float coverage = thing.Coverage(at);
      if (coverage > 0) sum = Mix(sum, thing.colour, coverage);
    }
    const float cloudy = noise_(3 * at.x, 3 * at.y) + .5f * noise_(9 * at.x + 20, 9 * at.y);
    const float grain = noise_(grain_scale_ * at.x, grain_scale_ * at.y + 40);
    return sum * (1 + texture_ * cloudy + grain_ * grain);
  }

 private:
  Noise noise_;
  Colour wall_;
  Vec2 slope_;
  float texture_, grain_, grain_scale_;
  std::vector<Thing> things_;
};

}  // namespace

cv::Mat DrawBackground(Rng rng, const Lighting& lighting, int size) {
  const Room room(rng);
  const int side = std::max(16, size / 3);
  const Colour light = (lighting.above + lighting.below) * .5f + lighting.key_colour * .35f;
  cv::Mat small(side, side, CV_32FC3);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const float scale = 1 / static_cast<float>(side);
      const Colour c =
          room.At({static_cast<float>(x) * scale, static_cast<float>(y) * scale}) * light;
      small.at<cv::Vec3f>(y, x) = {c.x, c.y, c.z};
    }
  }
  cv::Mat full;
  cv::resize(small, full, {size, size}, 0, 0, cv::INTER_LINEAR);
  return full;
}

}  // namespace swapbench::portrait
