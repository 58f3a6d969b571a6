// SPDX-License-Identifier: Apache-2.0
/// Whose landmarks are most alike, whatever their place, size and tilt.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "image/face.h"

namespace swapbench {

/// The landmarks of many faces, each centred and scaled to length one, so that one product of a
/// matrix and a vector compares a face with all of them. As complex vectors a and b of length one,
/// the best similarity of the plane leaves a squared distance of 1 - |<a, b>|^2 (Kendall 1984,
/// section 2): the order is that of AlignedDistance in faces/align.h.
class LandmarkTable {
 public:
  /// Faces without two different landmarks, or with one that is not finite, are like nobody.
  explicit LandmarkTable(std::span<const Landmarks> faces);

  size_t size() const { return size_; }

  /// 1 - |<a, face>|^2 for every face of the table, 0 where they coincide; 2, more than any other,
  /// where either is degenerate. The same bits on every x86-64 machine.
  std::vector<double> Distances(const Landmarks& face) const;

 private:
  size_t size_;
  std::vector<double> x_, y_;  // point by point, each over all faces
  std::vector<char> degenerate_;
};

}  // namespace swapbench
