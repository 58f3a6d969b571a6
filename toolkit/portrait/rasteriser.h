// SPDX-License-Identifier: Apache-2.0
/// Which triangle is seen at each sample of the image.
#pragma once

#include <vector>

#include "portrait/mesh.h"

namespace swapbench::portrait {

/// `side` x `side` samples, spread evenly over an image of `size` x `size` pixels.
class Visibility {
 public:
  Visibility(const Mesh& mesh, const Noise& noise, int size, int side);

  static constexpr int kNothing = -1;
  int triangle(int x, int y) const { return triangles_[Index(x, y)]; }
  float depth(int x, int y) const { return depths_[Index(x, y)]; }  // from the camera
  int side() const { return side_; }                                // samples
  float density() const { return density_; }                        // samples across a pixel
  Vec2 Place(int x, int y) const {                                  // in pixels
    return {places_[static_cast<size_t>(x)], places_[static_cast<size_t>(y)]};
  }

 private:
  size_t Index(int x, int y) const { return static_cast<size_t>(y * side_ + x); }
  void Draw(const Mesh& mesh, int triangle);
  bool Frayed(const Mesh& mesh, const Mesh::Triangle& triangle, float b, float c) const;

  const Noise& noise_;
  int side_;
  float density_;
  std::vector<int> triangles_;
  std::vector<float> depths_;
  std::vector<float> places_;  // of the samples of a row, or column, in pixels
  std::vector<Vec2> corners_;  // the mesh's vertices on the grid of samples
};

/// Weights of a triangle's corners at a place; they sum to 1, negative outside.
inline std::array<float, 3> Barycentric(Vec2 a, Vec2 b, Vec2 c, Vec2 place) {
  const Four shares = Four{Area(a, place, c), Area(a, b, place), 0, 0} / Area(a, b, c);
  return {1 - shares[0] - shares[1], shares[0], shares[1]};
}

}  // namespace swapbench::portrait
