// SPDX-License-Identifier: Apache-2.0
#include "portrait/landmarks.h"

#include <functional>
#include <numbers>

#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

using Projection = std::function<Vec2(Vec3)>;  // neutral head coordinates to a plane, y down

struct OutlinePoint {
  Vec3 head;
  Vec2 image;
};

/// The point of one height that lies farthest outwards in the picture.
OutlinePoint Outermost(const HeadSurface& surface, float y, float share, float side, Vec2 outwards,
                       const Projection& project) {
  const HeadSurface::Row row = surface.RowAt(y);
  const float lowest = 18 * (1 - share);
  float highest = 86;
  while (highest > lowest && surface.chin_border(highest) + 2.5f > y) highest -= 1;
  const auto at = [&](float degrees) {
    const Vec3 point = surface.At(row, Azimuth(side * degrees));
    return OutlinePoint{point, project(point)};
  };
  const auto reach = [&](const OutlinePoint& p) {
    return p.image.x * outwards.x + p.image.y * outwards.y;
  };
  float best = lowest;
  OutlinePoint found = at(lowest);
  for (const float step : {6.f, 1.f}) {
    const float from = std::max(lowest, step == 6 ? lowest : best - 5);
    const float to = std::min(highest, step == 6 ? highest : best + 5);
    for (float degrees = from; degrees <= to; degrees += step) {
      const OutlinePoint candidate = at(degrees);
      if (reach(candidate) <= reach(found)) continue;
      found = candidate;
      best = degrees;
    }
  }
  return found;
}

/// One side from the ear to the chin, nine points at equal distances along the outline.
std::array<OutlinePoint, 9> JawSide(const HeadSurface& surface, float side, float roll,
                                    const Projection& project) {
  constexpr int kRows = 26;
  constexpr float kEar = 2;  // height at which the outline begins, beside the ear
  const float chin = surface.identity().chin + .8f;
  const auto cosine = static_cast<float>(stable::Cos(roll)),
             sine = static_cast<float>(stable::Sin(roll));
  std::vector<OutlinePoint> line;
  for (int i = 0; i + 1 < kRows; ++i) {
    const float share = static_cast<float>(i) / (kRows - 1);
    const double angle = share * std::numbers::pi / 2;
    const Vec2 upright{side * static_cast<float>(stable::Cos(angle)),
                       static_cast<float>(stable::Sin(angle))};
    const Vec2 outwards{upright.x * cosine + upright.y * sine,
                        upright.y * cosine - upright.x * sine};
    line.push_back(Outermost(surface, Mix(kEar, chin, share), share, side, outwards, project));
  }
  const Vec3 tip = surface.At(0, chin);
  line.push_back({tip, project(tip)});

  std::vector<float> travelled = {0};
  for (size_t i = 1; i < line.size(); ++i) {
    const Vec2 step = line[i].image - line[i - 1].image;
    travelled.push_back(travelled.back() + std::sqrt(step.x * step.x + step.y * step.y));
  }
  std::array<OutlinePoint, 9> jaw;
  for (size_t k = 0, i = 1; k < jaw.size(); ++k) {
    const float goal = travelled.back() * static_cast<float>(k) / 8;
    while (i + 1 < line.size() && travelled[i] < goal) ++i;
    const float t =
        Clamp01((goal - travelled[i - 1]) / std::max(travelled[i] - travelled[i - 1], 1e-6f));
    jaw[k] = {Mix(line[i - 1].head, line[i].head, t),
              line[i - 1].image + (line[i].image - line[i - 1].image) * t};
  }
  return jaw;
}

std::array<OutlinePoint, 17> Jaw(const HeadSurface& surface, float roll,
                                 const Projection& project) {
  const auto left = JawSide(surface, -1, roll, project), right = JawSide(surface, 1, roll, project);
  std::array<OutlinePoint, 17> jaw;
  for (size_t k = 0; k < 9; ++k) {
    jaw[16 - k] = right[k];
    jaw[k] = left[k];
  }
  return jaw;
}

}  // namespace

std::array<Vec3, 68> FacePoints(const HeadSurface& surface, const Painter& painter) {
  const Identity& p = surface.identity();
  const float sn = p.subnasale, st = p.stomion, mw = p.mouth_width, nw = p.nose_width;
  std::array<Vec3, 68> points{};
  const auto set = [&](size_t index, float x, float y) { points[index] = surface.OnFace({x, y}); };
  const auto both = [&](size_t left, size_t right, float x, float y) {
    set(left, -x, y);
    set(right, x, y);
  };

  static constexpr std::array<float, 5> kBrow = {0, .28f, .53f, .78f, .98f};
  for (size_t i = 0; i < 5; ++i) {
    const Vec2 at = painter.brows().Centre(kBrow[i]);
    both(21 - i, 22 + i, at.x, at.y + .12f * painter.brows().Thickness(kBrow[i]));
  }

  set(27, 0, 1.5f);
  set(28, 0, .33f * (sn + 12));
  set(29, 0, .66f * (sn + 12));
  set(30, 0, sn + 11.5f);
  both(31, 35, .72f * nw, sn + 1.5f);
  both(32, 34, .40f * nw, sn + .3f);
  set(33, 0, sn - .6f);

  const Eyes& eyes = painter.eyes();
  const auto lid = [&](size_t left, size_t right, float u, bool upper) {
    const float y = std::abs(u) > .9f ? .5f * (eyes.UpperLid(u) + eyes.LowerLid(u))
                    : upper           ? eyes.UpperLid(u)
                                      : eyes.LowerLid(u);
    both(left, right, eyes.x() + u * eyes.half_width(), y);
  };
  lid(36, 45, .92f, true);
  lid(37, 44, .30f, true);
  lid(38, 43, -.36f, true);
  lid(39, 42, -.97f, true);
  lid(40, 47, -.36f, false);
  lid(41, 46, .30f, false);

  const Mouth& mouth = painter.mouth();
  both(48, 54, .93f * mw, st);
  both(49, 53, .56f * mw, mouth.UpperEdge(.56f));
  both(50, 52, .22f * mw, mouth.UpperEdge(.22f));
  set(51, 0, mouth.UpperEdge(0));
  both(59, 55, .58f * mw, mouth.LowerEdge(.58f));
  both(58, 56, .28f * mw, mouth.LowerEdge(.28f));
  set(57, 0, mouth.LowerEdge(0));
  constexpr float kParting = .70f;  // outside the slit that opens
  const float side = kParting * (1 - .25f * .25f);
  both(60, 64, .76f * mw, st);
  both(61, 63, .25f * mw, st + side);
  set(62, 0, st + kParting);
  both(67, 65, .25f * mw, st - side);
  set(66, 0, st - kParting);
  return points;
}

Landmarks3d HeadLandmarks(const HeadSurface& surface, const Noise& noise) {
  const Identity& p = surface.identity();
  const Expression neutral;
  const Deformation still(p, neutral);
  const Painter painter(p, neutral, still, noise, Rotation{}, Rng(0, "neutral"), Rng(0, "neutral"));
  std::array<Vec3, 68> points = FacePoints(surface, painter);
  const auto jaw = Jaw(surface, 0, [](Vec3 at) { return Vec2{at.x, -at.y}; });
  for (size_t i = 0; i < jaw.size(); ++i) points[i] = jaw[i].head;
  Landmarks3d landmarks;
  for (size_t i = 0; i < points.size(); ++i) landmarks[i] = {points[i].x, points[i].y, points[i].z};
  return landmarks;
}

Landmarks ImageLandmarks(const HeadSurface& surface, const Painter& painter,
                         const Deformation& deform, const View& view, const Mesh& mesh) {
  const Rotation head = HeadRotation(view.pose);
  const auto project = [&](Vec3 neutral) {
    const Vec3 image = view.lens.Project(head(deform(neutral)));
    return Vec2{image.x, image.y};
  };
  const std::array<Vec3, 68> points = FacePoints(surface, painter);
  const auto jaw = Jaw(surface, view.pose.roll, project);
  Landmarks landmarks;
  for (size_t i = 0; i < points.size(); ++i) {
    const Vec2 at = i < jaw.size() ? jaw[i].image : mesh.ImageOf({points[i].x, points[i].y});
    landmarks[i] = {at.x, at.y};
  }
  return landmarks;
}

}  // namespace swapbench::portrait
