// SPDX-License-Identifier: Apache-2.0
/// Which triangle is seen at each sample of the image.
#pragma once

#include <vector>

#include "portrait/mesh.h"

namespace swapbench::portrait {

/// `per_pixel` x `per_pixel` samples for each pixel; sample (i, j) lies at
/// ((i + .5) / per_pixel - .5, (j + .5) / per_pixel - .5) in pixels.
class Visibility {
 public:
  Visibility(const Mesh& mesh, int size, int per_pixel);

  static constexpr int kNothing = -1;
  int triangle(int x, int y) const { return triangles_[Index(x, y)]; }
  float depth(int x, int y) const { return depths_[Index(x, y)]; }  // from the camera
  int side() const { return side_; }                                // samples
  int per_pixel() const { return per_pixel_; }

 private:
  size_t Index(int x, int y) const { return static_cast<size_t>(y * side_ + x); }
  void Draw(const Mesh& mesh, int triangle);

  int side_, per_pixel_;
  std::vector<int> triangles_;
  std::vector<float> depths_;
};

/// Weights of the corners at a place of the image; sums to 1, negative outside.
std::array<float, 3> Barycentric(const Mesh& mesh, const Mesh::Triangle& triangle, Vec2 pixel);

}  // namespace swapbench::portrait
