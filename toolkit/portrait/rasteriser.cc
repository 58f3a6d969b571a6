// SPDX-License-Identifier: Apache-2.0
#include "portrait/rasteriser.h"

#include "portrait/hair.h"

namespace swapbench::portrait {
namespace {

/// The whole numbers of [low, high] that lie in 0..last.
struct Range {
  int first, last;
  Range(float low, float high, int end) : first(0), last(-1) {
    if (!(high >= 0) || !(low <= static_cast<float>(end))) return;
    low = std::max(low, 0.f);
    first = static_cast<int>(low);
    if (static_cast<float>(first) < low) ++first;
    last = static_cast<int>(std::min(high, static_cast<float>(end)));
  }
};

/// A linear function of the sample grid.
struct Plane {
  float origin, right, down;
};

/// The planes of a triangle of the grid, as seen from the sample (x0, y0).
class Planes {
 public:
  Planes(const std::array<Vec2, 3>& p, float area, float x0, float y0)
      : b_(p[1] - p[0]), c_(p[2] - p[0]), x_(x0 - p[0].x), y_(y0 - p[0].y), per_area_(1 / area) {}
  /// The weights of the second corner and of the third.
  Plane Second() const { return From(0, c_.y * per_area_, -c_.x * per_area_); }
  Plane Third() const { return From(0, -b_.y * per_area_, b_.x * per_area_); }
  /// A value that is f at the corners.
  Plane Of(const std::array<float, 3>& f) const {
    const float fb = f[1] - f[0], fc = f[2] - f[0];
    return From(f[0], (fb * c_.y - fc * b_.y) * per_area_, (fc * b_.x - fb * c_.x) * per_area_);
  }

 private:
  Plane From(float at_corner, float right, float down) const {
    return {at_corner + right * x_ + down * y_, right, down};
  }
  Vec2 b_, c_;  // from the first corner to the others
  float x_, y_, per_area_;
};

}  // namespace

Visibility::Visibility(const Mesh& mesh, const Noise& noise, int size, int side)
    : noise_(noise),
      side_(side),
      density_(static_cast<float>(side) / static_cast<float>(size)),
      triangles_(static_cast<size_t>(side_ * side_), kNothing),
      depths_(static_cast<size_t>(side_ * side_), 1e9f) {
  for (int i = 0; i < side_; ++i) places_.push_back((static_cast<float>(i) + .5f) / density_ - .5f);
  const float scale = density_, shift = .5f * scale - .5f;
  corners_.reserve(mesh.vertices.size());
  for (const Vertex& v : mesh.vertices)
    corners_.push_back({v.image.x * scale + shift, v.image.y * scale + shift});
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
  std::array<size_t, 3> corner;
  for (size_t k = 0; k < 3; ++k) corner[k] = static_cast<size_t>(triangle.corners[k]);
  const std::array<Vec2, 3> p = {corners_[corner[0]], corners_[corner[1]], corners_[corner[2]]};
  const float area = Area(p[0], p[1], p[2]);  // negative seen from outside, as y points down
  if (area > 0 && !IsSheet(triangle.part)) return;
  if (std::abs(area) < 1e-6f) return;
  const Range columns(std::min({p[0].x, p[1].x, p[2].x}), std::max({p[0].x, p[1].x, p[2].x}),
                      side_ - 1);
  const Range rows(std::min({p[0].y, p[1].y, p[2].y}), std::max({p[0].y, p[1].y, p[2].y}),
                   side_ - 1);
  if (columns.first > columns.last || rows.first > rows.last) return;
  float inmost = 1e9f, outmost = -1e9f;
  if (triangle.part == Part::kHair) {
    for (const size_t k : corner) {
      inmost = std::min(inmost, mesh.vertices[k].cut);
      outmost = std::max(outmost, mesh.vertices[k].cut);
    }
    if (outmost < -kLongestFray) return;
  }
  const bool ragged = inmost < kLongestFray;
  const auto left = static_cast<float>(columns.first), top = static_cast<float>(rows.first);
  const Planes planes(p, area, left, top);
  const Plane second = planes.Second(), third = planes.Third(),
              distance =
                  planes.Of({mesh.vertices[corner[0]].image.z, mesh.vertices[corner[1]].image.z,
                             mesh.vertices[corner[2]].image.z});
  constexpr float kSlack = -1e-4f;  // closes the hair's breadth that rounding opens between two
  for (int x = columns.first; x <= columns.last; x += 4) {
    const Four dx = ToFloats(FourInts{0, 1, 2, 3} + (x - columns.first));
    const int width = columns.last - x, columns_left = width < 3 ? (2 << width) - 1 : 15;
    const Four b_on_top = second.origin + second.right * dx,
               c_on_top = third.origin + third.right * dx,
               z_on_top = distance.origin + distance.right * dx;
    for (int y = rows.first; y <= rows.last; ++y) {
      const float dy = static_cast<float>(y) - top;
      const Four b = b_on_top + second.down * dy, c = c_on_top + third.down * dy;
      const Four least = Min(Min(b, c), 1 - b - c);
      int inside = _mm_movemask_ps(least >= kSlack) & columns_left;
      if (inside == 0) continue;
      const Four z = z_on_top + distance.down * dy;
      for (; inside != 0; inside &= inside - 1) {
        const int lane = std::countr_zero(static_cast<unsigned>(inside));
        const size_t at = Index(x + lane, y);
        if (z[lane] >= depths_[at]) continue;
        if (ragged && Frayed(mesh, triangle, b[lane], c[lane])) continue;
        depths_[at] = z[lane];
        triangles_[at] = index;
      }
    }
  }
}

}  // namespace swapbench::portrait
