// SPDX-License-Identifier: Apache-2.0
#include "portrait/rasteriser.h"

#include "portrait/hair.h"

namespace swapbench::portrait {
namespace {

float Area(Vec2 a, Vec2 b, Vec2 c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

Vec2 OnImage(const Vertex& v) { return {v.image.x, v.image.y}; }

/// A linear function of the sample grid.
struct Plane {
  float origin, right, down;
};

/// The plane with values f at the corners, seen from the sample (x0, y0).
Plane Through(const std::array<Vec2, 3>& p, const std::array<float, 3>& f, float per_area, float x0,
              float y0) {
  const float fb = f[1] - f[0], fc = f[2] - f[0];
  const float right = (fb * (p[2].y - p[0].y) - fc * (p[1].y - p[0].y)) * per_area;
  const float down = (fc * (p[1].x - p[0].x) - fb * (p[2].x - p[0].x)) * per_area;
  return {f[0] + right * (x0 - p[0].x) + down * (y0 - p[0].y), right, down};
}

}  // namespace

Visibility::Visibility(const Mesh& mesh, const Noise& noise, int size, int side)
    : noise_(noise),
      side_(side),
      density_(static_cast<float>(side) / static_cast<float>(size)),
      triangles_(static_cast<size_t>(side_ * side_), kNothing),
      depths_(static_cast<size_t>(side_ * side_), 1e9f) {
  for (size_t i = 0; i < mesh.triangles.size(); ++i) Draw(mesh, static_cast<int>(i));
}

/// Whether this place of a triangle lies between the strands that reach beyond the hair's edge.
bool Visibility::Frayed(const Mesh& mesh, const Mesh::Triangle& triangle, float b, float c) const {
  const auto at = [&](size_t k) -> const Vertex& {
    return mesh.vertices[static_cast<size_t>(triangle.corners[k])];
  };
  const auto mixed = [&](float Vertex::*value) {
    return at(0).*value * (1 - b - c) + at(1).*value * b + at(2).*value * c;
  };
  return mixed(&Vertex::cut) +
             Fray(noise_, mesh.curl, mixed(&Vertex::across), mixed(&Vertex::along)) <
         0;
}

void Visibility::Draw(const Mesh& mesh, int index) {
  const Mesh::Triangle& triangle = mesh.triangles[static_cast<size_t>(index)];
  std::array<Vec2, 3> p;
  std::array<float, 3> depth;
  const float scale = density_, shift = .5f * scale - .5f;
  for (size_t k = 0; k < 3; ++k) {
    const Vec3& image = mesh.vertices[static_cast<size_t>(triangle.corners[k])].image;
    p[k] = {image.x * scale + shift, image.y * scale + shift};
    depth[k] = image.z;
  }
  float area = Area(p[0], p[1], p[2]);  // negative when seen from outside, as y points down
  if (area > 0 && !IsSheet(triangle.part)) return;
  if (std::abs(area) < 1e-6f) return;
  const float limit = static_cast<float>(side_ - 1);
  const float left = std::max(0.f, std::ceil(std::min({p[0].x, p[1].x, p[2].x})));
  const float right = std::min(limit, std::floor(std::max({p[0].x, p[1].x, p[2].x})));
  const float top = std::max(0.f, std::ceil(std::min({p[0].y, p[1].y, p[2].y})));
  const float bottom = std::min(limit, std::floor(std::max({p[0].y, p[1].y, p[2].y})));
  if (left > right || top > bottom) return;
  float inmost = 1e9f, outmost = -1e9f;
  if (triangle.part == Part::kHair) {
    for (const int corner : triangle.corners) {
      inmost = std::min(inmost, mesh.vertices[static_cast<size_t>(corner)].cut);
      outmost = std::max(outmost, mesh.vertices[static_cast<size_t>(corner)].cut);
    }
    if (outmost < -kLongestFray) return;
  }
  const bool ragged = inmost < kLongestFray;
  const float per_area = 1 / area;
  const Plane second = Through(p, {0, 1, 0}, per_area, left, top);
  const Plane third = Through(p, {0, 0, 1}, per_area, left, top);
  const Plane distance = Through(p, depth, per_area, left, top);
  constexpr float kSlack = -1e-4f;  // closes the hair's breadth that rounding opens between two
  const int x0 = static_cast<int>(left), x1 = static_cast<int>(right), y0 = static_cast<int>(top),
            y1 = static_cast<int>(bottom);
  for (int y = y0; y <= y1; ++y) {
    const float dy = static_cast<float>(y - y0);
    for (int x = x0; x <= x1; ++x) {
      const float dx = static_cast<float>(x - x0);
      const float b = second.origin + second.right * dx + second.down * dy;
      const float c = third.origin + third.right * dx + third.down * dy;
      if (b < kSlack || c < kSlack || 1 - b - c < kSlack) continue;
      const float z = distance.origin + distance.right * dx + distance.down * dy;
      const size_t at = Index(x, y);
      if (z >= depths_[at]) continue;
      if (ragged && Frayed(mesh, triangle, b, c)) continue;
      depths_[at] = z;
      triangles_[at] = index;
    }
  }
}

std::array<float, 3> Barycentric(const Mesh& mesh, const Mesh::Triangle& triangle, Vec2 pixel) {
  const Vec2 a = OnImage(mesh.vertices[static_cast<size_t>(triangle.corners[0])]);
  const Vec2 b = OnImage(mesh.vertices[static_cast<size_t>(triangle.corners[1])]);
  const Vec2 c = OnImage(mesh.vertices[static_cast<size_t>(triangle.corners[2])]);
  const float area = Area(a, b, c);
  const float second = Area(a, pixel, c) / area, third = Area(a, b, pixel) / area;
  return {1 - second - third, second, third};
}

}  // namespace swapbench::portrait
