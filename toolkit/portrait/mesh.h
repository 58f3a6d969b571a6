// SPDX-License-Identifier: Apache-2.0
/// Head, ears, hair, glasses, neck and shoulders as triangles, posed and projected.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "portrait/expression.h"
#include "portrait/noise.h"
#include "portrait/surface.h"
#include "portrait/view.h"

namespace swapbench::portrait {

enum class Part : uint8_t { kHead, kEar, kNeck, kHair, kGlasses };

/// Seen from both sides.
constexpr bool IsSheet(Part part) { return part == Part::kEar || part == Part::kHair; }

struct Vertex {
  Vec3 canonical;        // neutral head coordinates
  Vec3 position;         // posed
  Vec3 normal;           // posed, unit, outwards
  Vec3 image;            // pixels, and distance from the camera
  float across;          // the hairs that run here: degrees of azimuth, or what equals them
  float along;           // ... and the height on them
  float cut;             // of hair: millimetres inside its edge
  float above_hairline;  // millimetres
  float pigment;         // low-frequency unevenness of the skin, -1..1
  float beard;           // where a beard would grow, 0..1
};

/// Every value, weighed; `weights` sum to 1.
inline Vertex Interpolated(const Vertex& a, const Vertex& b, const Vertex& c,
                           const std::array<float, 3>& weights) {
  static_assert(sizeof(Vertex) == 18 * sizeof(float));  // floats and nothing else
  const auto four = [](const Vertex& v, size_t first) {
    Four values;
    std::memcpy(&values, reinterpret_cast<const float*>(&v) + first, sizeof(values));
    return values;
  };
  Vertex sum;
  for (const size_t first : {0, 4, 8, 12, 14}) {
    const Four values =
        four(a, first) * weights[0] + four(b, first) * weights[1] + four(c, first) * weights[2];
    std::memcpy(reinterpret_cast<float*>(&sum) + first, &values, sizeof(values));
  }
  return sum;
}

struct Mesh {
  struct Triangle {
    std::array<int, 3> corners;  // anticlockwise seen from outside
    Part part;
  };
  struct Grid {
    size_t first, rows, columns;
    Part part;
  };
  std::vector<Vertex> vertices;
  std::vector<Triangle> triangles;
  std::vector<Grid> grids;
  float curl = 0;  // of the hair

  /// Makes triangles of the last rows * columns vertices; rows go up, columns to the image right.
  void CloseGrid(size_t rows, size_t columns, Part part);
  /// Where a place of the face's front, named by canonical x and y, is seen, pixels.
  Vec2 ImageOf(Vec2 canonical) const;

  /// From the positions of each vertex's neighbours in its grid.
  void MakeNormals();
};

/// `spacing`: 1 is the full density (about 19,000 vertices); 2 has half the rows and columns.
Mesh BuildMesh(const HeadSurface& surface, const Deformation& deform, const Noise& noise,
               const View& view, float spacing, Rng locks);

}  // namespace swapbench::portrait
