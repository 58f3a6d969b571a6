// SPDX-License-Identifier: Apache-2.0
#include "portrait/mesh.h"

#include "portrait/beard.h"
#include "portrait/glasses.h"
#include "portrait/hair.h"
#include "portrait/neck.h"

namespace swapbench::portrait {
namespace {

/// Azimuths from the front to the back of one side, degrees: dense where the features are.
std::vector<float> Columns(float spacing) {
  std::vector<float> degrees;
  for (float a = 0; a < 179; a += spacing * (a < 42 ? 1.2f : a < 78 ? 2.1f : a < 112 ? 3.6f : 10.f))
    degrees.push_back(a);
  degrees.push_back(180);
  return degrees;
}

/// Heights from below the chin to the crown.
std::vector<float> Rows(const Identity& p, float spacing) {
  constexpr int kSlitRows = 9, kDomeRows = 17;
  const float slit = .8f, step = 1.75f * spacing, dome = p.top() - 32;
  std::vector<float> heights;
  const auto at_nose = [&](float y) { return y > p.subnasale - 5 && y < p.subnasale + 14; };
  for (float y = p.chin - 4; y < dome; y += at_nose(y) ? .8f * step : step) {
    const bool at_mouth = std::abs(y - p.stomion) < slit + .3f;
    if (!at_mouth) heights.push_back(y);
  }
  for (int i = 0; i < kSlitRows; ++i)
    heights.push_back(p.stomion + slit * (static_cast<float>(i) / 4 - 1));
  for (int i = 0; i < kDomeRows; ++i) {
    const float t = static_cast<float>(i + 1) / kDomeRows;
    heights.push_back(dome + 31.999f * (1 - (1 - t) * (1 - t)));
  }
  std::sort(heights.begin(), heights.end());
  return heights;
}

Vertex HeadVertex(const Identity& identity, const Noise& noise, Vec3 canonical, float azimuth,
                  float hairline) {
  Vertex v{};
  v.canonical = canonical;
  v.across = azimuth;
  v.along = canonical.y;
  v.above_hairline = canonical.y - hairline;
  v.pigment = noise(.045f * canonical.x, .045f * canonical.y + 31);
  v.beard = BeardMask(identity, canonical);
  return v;
}

void AddHead(Mesh& mesh, const HeadSurface& surface, const Noise& noise, float spacing) {
  const std::vector<float> columns = Columns(spacing), rows = Rows(surface.identity(), spacing);
  const size_t half = columns.size(), width = 2 * half - 1;
  const Identity& p = surface.identity();
  std::vector<Azimuth> azimuths(columns.begin(), columns.end());
  std::vector<float> hairlines;
  for (const float degrees : columns) hairlines.push_back(surface.hairline(degrees));
  for (const float y : rows) {
    const HeadSurface::Row row = surface.RowAt(y);
    const size_t first = mesh.vertices.size();
    mesh.vertices.resize(first + width);
    for (size_t i = 0; i < half; ++i) {
      const Vec3 right = surface.At(row, azimuths[i]), left{-right.x, right.y, right.z};
      const float degrees = columns[i], hairline = hairlines[i];
      mesh.vertices[first + half - 1 + i] = HeadVertex(p, noise, right, degrees, hairline);
      mesh.vertices[first + half - 1 - i] = HeadVertex(p, noise, left, -degrees, hairline);
    }
  }
  mesh.CloseGrid(rows.size(), width, Part::kHead);
}

/// A shell with a rim, an inner ridge and a hollow, hinged at its front edge.
void AddEar(Mesh& mesh, const HeadSurface& surface, float side) {
  constexpr int kRows = 17, kColumns = 13;
  const Identity& p = surface.identity();
  const Vec3 root = surface.At(90, -8);
  const Vec3 out{side * p.ear_turn, 0, -std::sqrt(1 - p.ear_turn * p.ear_turn)};
  const Vec3 face{side * -out.z, 0, side * out.x};
  for (int j = 0; j < kRows; ++j) {
    for (int i = 0; i < kColumns; ++i) {
      const float a = static_cast<float>(i) / (kColumns - 1) * 2 - 1;
      const float b = static_cast<float>(j) / (kRows - 1) * 2 - 1;
      const float width = std::sqrt(std::max(0.f, 1 - .9f * b * b * b * b)) * (.78f + .22f * b);
      const float r = std::sqrt(std::max(a * a, b * b));
      const float relief = 3.2f * Bell(r, .88f, .09f) + 2.0f * Bell(r, .6f, .10f) -
                           3.5f * Spot(a, b, -.35f, .25f, -.15f, .25f) - 2.f * r * r;
      Vertex v{};
      v.canonical = {side * (root.x - 2), -8 + 29 * p.ear_size * b, -4};
      v.canonical = v.canonical + out * ((a * width + .72f) * 15.5f * p.ear_size) + face * relief +
                    Vec3{side * 2.5f * b, 0, -5.f * b};
      v.across = side * 90 + 12 * a;
      v.above_hairline = -50;
      mesh.vertices.push_back(v);
    }
  }
  mesh.CloseGrid(kRows, kColumns, Part::kEar);
}

}  // namespace

void Mesh::CloseGrid(size_t rows, size_t columns, Part part) {
  const size_t first = vertices.size() - rows * columns;
  const auto at = [&](size_t row, size_t column) {
    return static_cast<int>(first + row * columns + column);
  };
  for (size_t i = 0; i + 1 < rows; ++i) {
    for (size_t j = 0; j + 1 < columns; ++j) {
      const int a = at(i, j), b = at(i, j + 1), c = at(i + 1, j), d = at(i + 1, j + 1);
      triangles.push_back({{a, b, d}, part});
      triangles.push_back({{a, d, c}, part});
    }
  }
  grids.push_back({first, rows, columns, part});
}

Vec2 Mesh::ImageOf(Vec2 canonical) const {
  const Grid& head = grids.front();
  const auto at = [&](size_t row, size_t column) -> const Vertex& {
    return vertices[head.first + row * head.columns + column];
  };
  size_t row = 0, column = 0;
  const size_t middle = head.columns / 2;
  while (row + 2 < head.rows && at(row + 1, middle).canonical.y <= canonical.y) ++row;
  const float below = at(row, middle).canonical.y, above = at(row + 1, middle).canonical.y;
  const float up = (canonical.y - below) / (above - below);
  // Only the half in front, where x grows with the column.
  while (at(row, column).canonical.z < 0) ++column;
  while (column + 2 < head.columns && Mix(at(row, column + 1).canonical.x,
                                          at(row + 1, column + 1).canonical.x, up) <= canonical.x)
    ++column;
  const Vertex &a = at(row, column), &d = at(row + 1, column + 1);
  const auto flat = [](const Vertex& v) { return Vec2{v.canonical.x, v.canonical.y}; };
  const bool lower = Area(flat(a), flat(d), canonical) < 0;
  const Vertex& third = lower ? at(row, column + 1) : at(row + 1, column);
  const float whole = Area(flat(a), flat(d), flat(third));
  const float of_third = Area(flat(a), flat(d), canonical) / whole,
              of_d = Area(canonical, flat(third), flat(a)) / whole;
  const Vec3 image = a.image * (1 - of_third - of_d) + third.image * of_third + d.image * of_d;
  return {image.x, image.y};
}

void Mesh::MakeNormals() {
  for (const Grid& grid : grids) {
    for (size_t i = 0; i < grid.rows; ++i) {
      const size_t up = std::min(i + 1, grid.rows - 1), down = i > 0 ? i - 1 : 0;
      for (size_t j = 0; j < grid.columns; ++j) {
        const size_t right = std::min(j + 1, grid.columns - 1), left = j > 0 ? j - 1 : 0;
        const auto at = [&](size_t row, size_t column) {
          return vertices[grid.first + row * grid.columns + column].position;
        };
        vertices[grid.first + i * grid.columns + j].normal =
            Normalised(Cross(at(i, right) - at(i, left), at(up, j) - at(down, j)));
      }
    }
  }
}

Mesh BuildMesh(const HeadSurface& surface, const Deformation& deform, const Noise& noise,
               const View& view, float spacing, Rng locks) {
  Mesh mesh;
  mesh.vertices.reserve(40000);
  mesh.triangles.reserve(80000);
  AddHead(mesh, surface, noise, spacing);
  if (!HidesEars(surface.identity().hair)) {
    AddEar(mesh, surface, 1);
    AddEar(mesh, surface, -1);
  }
  const Rotation head = HeadRotation(view.pose);
  for (Vertex& vertex : mesh.vertices) vertex.position = head(deform(vertex.canonical));
  AddNeck(mesh, surface.identity(), view.pose);
  AddHair(mesh, surface, noise, view.pose, locks);
  AddGlasses(mesh, surface, head);
  mesh.MakeNormals();
  for (Vertex& vertex : mesh.vertices) vertex.image = view.lens.Project(vertex.position);
  return mesh;
}

}  // namespace swapbench::portrait
