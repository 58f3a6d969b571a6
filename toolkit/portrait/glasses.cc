// SPDX-License-Identifier: Apache-2.0
#include "portrait/glasses.h"

namespace swapbench::portrait {
namespace {

constexpr int kAround = 6;  // corners of a bar's cross-section

/// A bar along a line of centres; `wide` and `deep` are the half axes of its cross-section.
void AddBar(Mesh& mesh, const std::vector<Vec3>& line, bool closed, float wide, float deep,
            Vec3 depth_axis, const Rotation& head) {
  const size_t count = line.size();
  std::vector<Azimuth> corners;
  for (int k = 0; k <= kAround; ++k)
    corners.emplace_back(static_cast<float>(k % kAround) * 360 / kAround);
  for (size_t i = 0; i < count; ++i) {
    const Vec3 before = line[i > 0 ? i - 1 : closed ? count - 2 : 0];
    const Vec3 after = line[i + 1 < count ? i + 1 : closed ? 1 : count - 1];
    const Vec3 across = Normalised(Cross(Normalised(after - before), depth_axis));
    for (const Azimuth& a : corners) {
      Vertex v{};
      v.canonical = line[i] + across * (wide * a.cos) + depth_axis * (deep * a.sin);
      v.position = head(v.canonical);
      v.above_hairline = -50;
      mesh.vertices.push_back(v);
    }
  }
  mesh.CloseGrid(count, kAround + 1, Part::kGlasses);
}

}  // namespace

void AddGlasses(Mesh& mesh, const HeadSurface& surface, const Rotation& head) {
  constexpr int kCorners = 44;
  const Identity& p = surface.identity();
  const Glasses& g = p.glasses;
  if (!g.worn) return;
  const float front = surface.OnFace({0, 3}).z + 6, centre = std::max(p.eye_x, g.half_width + 7.5f);
  const float height = -2.5f;
  const auto plane = [&](float x, float y) {
    return Vec3{x, y, front - .0016f * x * x + .04f * y};
  };
  for (const float side : {-1.f, 1.f}) {
    std::vector<Vec3> rim;
    for (int i = 0; i <= kCorners; ++i) {
      const Azimuth a(static_cast<float>(i % kCorners) * 360 / kCorners);
      const float power = 2 / g.corner;
      const float x = Pow(std::abs(a.cos), power) * g.half_width * (a.cos < 0 ? -1.f : 1.f);
      const float y = Pow(std::abs(a.sin), power) * g.half_height * (a.sin < 0 ? -1.f : 1.f);
      rim.push_back(plane(side * (centre + x), height + y));
    }
    AddBar(mesh, rim, true, .5f * g.rim, .5f * g.depth, {0, 0, 1}, head);
    const float hinge = centre + g.half_width, top = height + .45f * g.half_height;
    const Vec3 ear = surface.At(84, 4);
    const std::vector<Vec3> temple = {plane(side * hinge, top),
                                      {side * (hinge + 2), top, front - 14},
                                      {side * (std::abs(ear.x) + 1.5f), 5, ear.z + 6},
                                      {side * (std::abs(ear.x) + 1), 3, ear.z - 10}};
    AddBar(mesh, temple, false, .6f * g.rim, .4f * g.depth, {1, 0, 0}, head);
  }
  const float inner = centre - g.half_width;
  std::vector<Vec3> bridge;
  for (int i = 0; i <= 6; ++i) {
    const float t = static_cast<float>(i) / 3 - 1;
    bridge.push_back(plane(t * inner, height + .3f * g.half_height + 3 * (1 - t * t)));
  }
  AddBar(mesh, bridge, false, .55f * g.rim, .5f * g.depth, {0, 0, 1}, head);
}

}  // namespace swapbench::portrait
