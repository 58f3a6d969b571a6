// SPDX-License-Identifier: Apache-2.0
#include "portrait/landmarks.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "core/stable_math.h"

namespace swapbench::portrait {
namespace {

using Projection = std::function<Vec2(Vec3)>;  // neutral head coordinates to a plane, y down

struct OutlinePoint {
  Vec3 head;
  Vec2 image;
};

/// One of the `Cheeks` as somebody sees it.
struct Cheek {
  const std::array<Vec3, Cheeks::kPoints>& heads;
  std::array<Vec2, Cheeks::kPoints> images;
};

/// Where a ray from `centre` leaves a cheek; nothing where it misses it.
std::optional<OutlinePoint> Farthest(const Cheek& cheek, Vec2 centre, Vec2 ray) {
  std::array<float, Cheeks::kPoints> left;
  for (size_t i = 0; i < left.size(); ++i) left[i] = Cross(ray, cheek.images[i] - centre);
  std::optional<OutlinePoint> found;
  float farthest = 0;
  const auto cross_edge = [&](size_t a, size_t b) {
    if ((left[a] > 0) == (left[b] > 0)) return;
    const float t = left[a] / (left[a] - left[b]);
    const Vec2 image = Mix(cheek.images[a], cheek.images[b], t);
    const float reach = Dot(ray, image - centre);
    if (reach <= farthest) return;
    farthest = reach;
    found = OutlinePoint{Mix(cheek.heads[a], cheek.heads[b], t), image};
  };
  constexpr size_t kColumns = Cheeks::kColumns;
  for (size_t at = 0; at < left.size(); ++at) {
    if ((at + 1) % kColumns != 0) cross_edge(at, at + 1);
    if (at + kColumns < left.size()) cross_edge(at, at + kColumns);
  }
  return found;
}

/// One side from the ear to the chin, nine points at equal distances along the outline.
std::array<OutlinePoint, 9> JawSide(const HeadSurface& surface, const Cheeks& cheeks, float side,
                                    float roll, const Projection& project) {
  constexpr int kRays = 33;
  constexpr float kGnathion = 3;  // above the chin's end: the outline ends below it
  const Identity& p = surface.identity();
  Cheek cheek{side < 0 ? cheeks.left() : cheeks.right(), {}};
  std::transform(cheek.heads.begin(), cheek.heads.end(), cheek.images.begin(), project);
  const Vec2 outwards{side * static_cast<float>(stable::Cos(roll)),
                      -side * static_cast<float>(stable::Sin(roll))};
  const auto top = cheek.images.begin();
  const auto ear = std::max_element(top, top + Cheeks::kColumns, [&](Vec2 a, Vec2 b) {
    return Dot(a, outwards) < Dot(b, outwards);
  });
  const Vec2 chin = project(surface.At(0, p.chin + kGnathion));
  const Vec2 centre = project({0, p.subnasale, 45});  // inside the head
  const auto direction = [&](Vec2 image) {
    const Vec2 d = image - centre;
    return d * (1 / std::sqrt(Dot(d, d)));
  };
  const Vec2 first = direction(*ear), last = direction(chin);
  std::vector<OutlinePoint> line = {{cheek.heads[static_cast<size_t>(ear - top)], *ear}};
  for (int i = 1; i < kRays; ++i) {
    const Vec2 ray = Mix(first, last, static_cast<float>(i) / (kRays - 1));
    if (const auto point = Farthest(cheek, centre, ray)) line.push_back(*point);
  }

  std::vector<float> travelled = {0};
  for (size_t i = 1; i < line.size(); ++i) {
    const Vec2 step = line[i].image - line[i - 1].image;
    travelled.push_back(travelled.back() + std::sqrt(Dot(step, step)));
  }
  std::array<OutlinePoint, 9> jaw;
  for (size_t k = 0, i = 1; k < jaw.size(); ++k) {
    const float goal = travelled.back() * static_cast<float>(k) / 8;
    while (i + 1 < line.size() && travelled[i] < goal) ++i;
    const float t =
        Clamp01((goal - travelled[i - 1]) / std::max(travelled[i] - travelled[i - 1], 1e-6f));
    jaw[k] = {Mix(line[i - 1].head, line[i].head, t), Mix(line[i - 1].image, line[i].image, t)};
  }
  return jaw;
}

std::array<OutlinePoint, 17> Jaw(const HeadSurface& surface, const Cheeks& cheeks, float roll,
                                 const Projection& project) {
  const auto left = JawSide(surface, cheeks, -1, roll, project),
             right = JawSide(surface, cheeks, 1, roll, project);
  std::array<OutlinePoint, 17> jaw;
  for (size_t k = 0; k < 9; ++k) {
    jaw[16 - k] = right[k];
    jaw[k] = left[k];
  }
  return jaw;
}

}  // namespace

Cheeks::Cheeks(const HeadSurface& surface) {
  constexpr float kEar = 2;    // height at which the outline begins, beside the ear
  constexpr float kEdge = 80;  // degrees of azimuth
  const float chin = surface.identity().chin - 1;
  for (size_t i = 0; i < kRows; ++i) {
    const float above = 1 - static_cast<float>(i) / (kRows - 1), square = above * above;
    const float y = Mix(chin, kEar, square);
    // The nose may hide a cheek but bounds no face; what has turned under the jaw does neither.
    // At the chin the other side is seen too.
    const float front = 18 * square - 25 * Pow(1 - square, 4);
    float edge = kEdge;
    while (edge > 1 && surface.chin_border(edge) + 1 > y) edge -= 1;
    const HeadSurface::Row row = surface.RowAt(y);
    for (size_t j = 0; j < kColumns; ++j) {
      const float degrees = Mix(front, edge, static_cast<float>(j) / (kColumns - 1));
      const Vec3 point = surface.At(row, Azimuth(degrees));
      right_[i * kColumns + j] = point;
      left_[i * kColumns + j] = {-point.x, point.y, point.z};
    }
  }
}

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
    both(21 - i, 22 + i, at.x, at.y + (i == 0 ? 0 : .35f) * painter.brows().Thickness(kBrow[i]));
  }

  set(27, 0, 1.5f);
  set(28, 0, .33f * (sn + 12));
  set(29, 0, .66f * (sn + 12));
  set(30, 0, sn + 10.7f);
  both(31, 35, .72f * nw, sn + 1.5f);
  both(32, 34, .40f * nw, sn + .3f);
  set(33, 0, sn - 1.3f);

  const Eyes& eyes = painter.eyes();
  const auto lid = [&](size_t left, size_t right, float u, bool upper) {
    const float y = std::abs(u) > .8f ? .5f * (eyes.UpperLid(u) + eyes.LowerLid(u))
                    : upper           ? eyes.UpperLid(u)
                                      : eyes.LowerLid(u);
    both(left, right, eyes.x() + u * eyes.half_width(), y);
  };
  lid(36, 45, .86f, true);
  lid(37, 44, .20f, true);
  lid(38, 43, -.42f, true);
  lid(39, 42, -.97f, true);
  lid(40, 47, -.36f, false);
  lid(41, 46, .22f, false);

  const Mouth& mouth = painter.mouth();
  both(48, 54, .91f * mw, st);
  // Where people see the edge of an upper lip, which is soft.
  const auto upper = [&](float u) { return Mix(mouth.UpperEdge(u), st, .12f); };
  both(49, 53, .56f * mw, upper(.56f));
  both(50, 52, .22f * mw, upper(.22f));
  set(51, 0, upper(0));
  both(59, 55, .58f * mw, mouth.LowerEdge(.58f));
  both(58, 56, .28f * mw, mouth.LowerEdge(.28f));
  set(57, 0, mouth.LowerEdge(0));
  constexpr float kParting = .85f;  // outside the slit that opens
  const float side = kParting * (1 - .25f * .25f);
  both(60, 64, .76f * mw, st);
  both(61, 63, .25f * mw, st + side);
  set(62, 0, st + kParting);
  both(67, 65, .25f * mw, st - side);
  set(66, 0, st - kParting);
  return points;
}

Landmarks3d HeadLandmarks(const HeadSurface& surface, const Cheeks& cheeks, const Noise& noise) {
  const Identity& p = surface.identity();
  const Expression neutral;
  const Deformation still(p, neutral);
  const Painter painter(p, neutral, still, noise, Rotation{}, Rng(0, "neutral"), Rng(0, "neutral"));
  std::array<Vec3, 68> points = FacePoints(surface, painter);
  const auto jaw = Jaw(surface, cheeks, 0, [](Vec3 at) { return Vec2{at.x, -at.y}; });
  for (size_t i = 0; i < jaw.size(); ++i) points[i] = jaw[i].head;
  Landmarks3d landmarks;
  for (size_t i = 0; i < points.size(); ++i) landmarks[i] = {points[i].x, points[i].y, points[i].z};
  return landmarks;
}

Landmarks ImageLandmarks(const HeadSurface& surface, const Cheeks& cheeks, const Painter& painter,
                         const Deformation& deform, const View& view, const Mesh& mesh) {
  const Rotation head = HeadRotation(view.pose);
  const auto project = [&](Vec3 neutral) {
    const Vec3 image = view.lens.Project(head(deform(neutral)));
    return Vec2{image.x, image.y};
  };
  const std::array<Vec3, 68> points = FacePoints(surface, painter);
  const auto jaw = Jaw(surface, cheeks, view.pose.roll, project);
  Landmarks landmarks;
  for (size_t i = 0; i < points.size(); ++i) {
    const Vec2 at = i < jaw.size() ? jaw[i].image : mesh.ImageOf({points[i].x, points[i].y});
    landmarks[i] = {at.x, at.y};
  }
  return landmarks;
}

}  // namespace swapbench::portrait
