// SPDX-License-Identifier: Apache-2.0
// Means were set from memory of anthropometric tables and corrected by the biases of a landmark
// model trained on photographs; they are not measurements of a population.
#include "portrait/anatomy.h"

namespace swapbench::portrait {
namespace {

std::vector<Bump> Skull(const Identity& p) {
  const float ex = p.eye_x;
  return {{ex + 1, 3, 16, 10, -6.5f - .6f * p.eye_depth},                 // eye socket
          {17, -1, 7, 8, -3.2f * std::min(1.f, p.bridge)},                // its inner corner
          {ex - 3, p.brow_y - 1, 17, 6.5f, 1 + 1.5f * p.brow_ridge},      // brow ridge
          {0, p.brow_y - 3, 11, 9, .6f + .5f * p.brow_ridge},             // glabella
          {64, 34, 17, 26, -6},                                           // temple
          {51, -20, 13, 12, 2.5f + 2 * p.cheek},                          // cheekbone
          {35, -33, 13, 12, 3 + 1.2f * p.fat},                            // apple of the cheek
          {47, -58, 14, 18, -1.5f + 1.3f * p.fat - 1.5f * p.cheek},       // hollow of the cheek
          {ex, -13, 12, 4.5f, .9f * p.puffiness},                         // bag below the eye
          {ex - 3, -18, 12, 3, -.9f * p.puffiness - .5f * p.wrinkle},     // furrow below the bag
          {ex + 5, 10, 12, 4.5f, 1 - p.crease / 8 + .8f * p.puffiness}};  // fat of the upper lid
}

std::vector<Bump> Nose(const Identity& p) {
  const float sn = p.subnasale, w = p.nose_width, nw = w / 17.5f, out = p.nose_projection;
  return {{.76f * w, sn + 6.4f, 3.9f * nw, 4.4f, 8.2f * out},    // wing
          {w + 1.5f, sn + 10, 3, 5, -1.5f},                      // groove behind the wing
          {.52f * w, sn + 11.5f, 3.2f, 3.5f, -.9f},              // notch between tip and wing
          {0, sn + 9.5f, 6.2f * nw * p.tip, 5.2f, 3.2f * out}};  // ball of the tip
}

std::vector<Bump> Mouth(const Identity& p) {
  const float sn = p.subnasale, st = p.stomion, mw = p.mouth_width, w = p.nose_width;
  const float fold = .8f + 1.3f * p.wrinkle;
  return {{0, st + 2, 24, 19, 3.8f + .9f * p.muzzle},                  // muzzle
          {w + 5, sn + 4, 4, 6, -.8f * fold},                          // nasolabial fold
          {w + 10, Mix(sn, st, .45f), 4.5f, 8, -fold},                 // its lower half
          {0, p.chin + .3f * p.jaw_length(), 17 * p.chin_width, 9.5f,  // chin
           2.8f + .5f * p.chin_protrusion},
          {0, st - p.lower_lip - 5, 15, 4.5f, -2.3f},  // below the lip
          {mw + 2, st - 1, 5, 5, -1.6f},               // mouth corner
          {mw + 6, st - 14, 6, 12, -.3f - p.wrinkle},  // marionette line
          {0, Mix(sn, st, .42f), 2.6f, 7, -1.1f},      // philtrum
          {4.6f, Mix(sn, st, .45f), 1.8f, 7, .5f}};    // its ridges
}

}  // namespace

std::vector<Bump> FacialBumps(const Identity& identity) {
  std::vector<Bump> bumps = Skull(identity);
  for (const auto& part : {Nose(identity), Mouth(identity)})
    bumps.insert(bumps.end(), part.begin(), part.end());
  return bumps;
}

Curve HalfWidth(const Identity& p) {
  const float ch = p.chin, st = p.stomion, sn = p.subnasale, length = p.jaw_length();
  const float c = p.chin_width, j = p.jaw, h = p.head_width, wide = h * j, f = p.fat;
  return Curve({{ch - 4, 10 * c},
                {ch, 20.5f * c},
                {ch + .08f * length, 26.5f * c},
                {ch + .2f * length, 33.4f * Mix(c, j, .4f)},
                {ch + .42f * length, 42.5f * wide + .5f * f},
                {ch + .7f * length, 49.5f * wide + .8f * f},
                {st + 2, 55.8f * wide + f},
                {Mix(st, sn, .8f), 60.5f * Mix(h, wide, .6f) + f},
                {-30, 64.6f * Mix(h, wide, .25f) + .6f * f},
                {-12, 68.5f * h + .5f * p.cheek},
                {0, 69.3f * h},
                {20, 69.8f * h},
                {40, 71 * h},
                {kDomeWidth, 71.1f * h}});
}

Curve FrontDepth(const Identity& p) {
  const float ch = p.chin, st = p.stomion, length = p.jaw_length(), out = p.chin_protrusion;
  return Curve({{ch - 4, 85 + out},
                {ch, 93 + out},
                {ch + .10f * length, 97 + out},
                {ch + .25f * length, 98 + .9f * out},
                {ch + .42f * length, 98.5f + .4f * out},
                {ch + .66f * length, 98},
                {st, 101.5f + .6f * p.muzzle},
                {p.subnasale, 102},
                {-30, 100},
                {-12, 97.8f},
                {0, 97},
                {8, 98},
                {20, 99.5f + .5f * p.brow_ridge},
                {30, 99},
                {kDomeDepth, 98.8f}});
}

Curve NoseHeight(const Identity& p) {
  const float sn = p.subnasale, hump = p.hump, bridge = p.bridge;
  std::vector<Vec2> keys = {{sn - 4, 0},
                            {sn - 1, 1.8f},
                            {sn + 1, 7},
                            {sn + 3.3f, 13.4f},
                            {sn + 6.5f, 18.6f},
                            {sn + 10, 20.6f},
                            {sn + 15, 18.9f},
                            {.45f * sn, 15 + .5f * hump},
                            {.28f * sn, 10.5f + hump},
                            {.13f * sn, 6.3f * bridge + .5f * hump},
                            {0, 3.2f * bridge},
                            {8, .8f * bridge},
                            {16, 0}};
  for (Vec2& key : keys) key.y *= p.nose_projection;
  return Curve(std::move(keys));
}

Curve NoseHalfWidth(const Identity& p) {
  const float sn = p.subnasale, nw = p.nose_width / 17.5f;
  return Curve({{sn - 5, 6.5f * nw},
                {sn, 7.2f * nw},
                {sn + 4, 8 * nw},
                {sn + 9, 8.6f * p.tip * nw},
                {sn + 14, 9 * p.tip * nw},
                {.45f * sn, 9},
                {.2f * sn, 8.4f},
                {0, 8.2f},
                {14, 11}});
}

Curve Hairline(const Identity& p) {
  const float back = 26 * p.hair.recession;  // the temples recede more than the middle
  return Curve({{0, 64 + .35f * back},
                {20, 64.5f + .5f * back},
                {38, 61 + back},
                {48, 52 + .9f * back},
                {60, 38 + .3f * back},
                {70, 22},
                {76, 2},
                {82, -14},
                {92, -16},
                {98, 0},
                {108, -6},
                {125, -46},
                {180, -62}});
}

}  // namespace swapbench::portrait
