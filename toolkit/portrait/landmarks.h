// SPDX-License-Identifier: Apache-2.0
/// The 68 points, from the formulae that drew them.
#pragma once

#include "image/face.h"
#include "portrait/mesh.h"
#include "portrait/painter.h"
#include "portrait/view.h"

namespace swapbench::portrait {

/// The skin between ears and chin, of which the outline of a face is a part: on each side a grid of
/// points in rows from the ear to the chin, each from the front to the side. Millimetres, head
/// coordinates.
class Cheeks {
 public:
  explicit Cheeks(const HeadSurface& surface);

  static constexpr size_t kRows = 28, kColumns = 16, kPoints = kRows * kColumns;
  const std::array<Vec3, kPoints>& left() const { return left_; }
  const std::array<Vec3, kPoints>& right() const { return right_; }

 private:
  std::array<Vec3, kPoints> left_, right_;
};

/// Points 17-67 on the neutral head. Lids and lips as `eyes` and `mouth` have them.
std::array<Vec3, 68> FacePoints(const HeadSurface& surface, const Painter& painter);

/// Fixed points of the head: the neutral face, its jaw where it bounds the frontal view.
Landmarks3d HeadLandmarks(const HeadSurface& surface, const Cheeks& cheeks, const Noise& noise);

/// As people annotate pictures: the jaw follows the outline that the camera sees.
/// The other points lie on the head's triangles, where they are drawn.
Landmarks ImageLandmarks(const HeadSurface& surface, const Cheeks& cheeks, const Painter& painter,
                         const Deformation& deform, const View& view, const Mesh& mesh);

}  // namespace swapbench::portrait
