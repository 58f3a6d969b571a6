// SPDX-License-Identifier: Apache-2.0
#include "faces/align.h"

#include <cmath>

#include "core/rng.h"
#include "faces/face_points.h"
#include "support.h"

namespace swapbench {
namespace {

Affine Known(double scale, double angle, double x, double y) {
  const double a = scale * std::cos(angle), b = scale * std::sin(angle);
  return {a, -b, x, b, a, y};
}

TEST(Similarity, FindsAKnownOne) {
  const Landmarks face = FacePoints(80, 90, 40);
  const Affine known = Known(1.7, .6, -12, 33);
  const auto found = Similarity(face, Apply(known, face));
  ASSERT_TRUE(found);
  for (int i = 0; i < 6; ++i) EXPECT_NEAR(found->val[i], known.val[i], 1e-4);
}

double Misfit(const Affine& map, const Landmarks& from, const Landmarks& to) {
  double sum = 0;
  for (size_t i = 0; i < from.size(); ++i) {
    const cv::Point2d apart = Apply(map, cv::Point2d(from[i])) - cv::Point2d(to[i]);
    sum += apart.dot(apart);
  }
  return sum;
}

TEST(Similarity, IsALeastSquaresMinimum) {
  Rng rng(5, "test");
  Landmarks from = FacePoints(80, 90, 40), to = FacePoints(70, 60, 25);
  for (auto& point : to)
    point +=
        cv::Point2f(static_cast<float>(rng.Normal() * 3), static_cast<float>(rng.Normal() * 3));
  const Affine best = *Similarity(from, to);
  const double least = Misfit(best, from, to);
  for (const double step : {-1e-3, 1e-3})
    for (const Affine& other :
         {Affine(0, 0, 100 * step, 0, 0, 0), Affine(0, 0, 0, 0, 0, 100 * step),
          Affine(step, 0, 0, 0, step, 0), Affine(0, -step, 0, step, 0, 0)})
      EXPECT_GT(Misfit(best + other, from, to), least);
}

TEST(Similarity, NeverMirrors) {
  const Landmarks face = FacePoints(50, 50, 20);
  Landmarks mirrored = face;
  for (auto& point : mirrored) point.x = 100 - point.x;
  const Affine found = *Similarity(face, mirrored);
  EXPECT_GT(found(0, 0) * found(1, 1) - found(0, 1) * found(1, 0), 0);
}

TEST(Similarity, OfOnePlaceIsNothing) {
  Landmarks point;
  point.fill({3, 4});
  EXPECT_FALSE(Similarity(point, FacePoints(50, 50, 20)));
  EXPECT_FALSE(Similarity(FacePoints(50, 50, 20), point));
  EXPECT_TRUE(std::isinf(AlignedDistance(point, FacePoints(50, 50, 20))));
}

TEST(Similarity, AlignedDistanceIgnoresPlaceSizeAndTilt) {
  const Landmarks face = FacePoints(80, 90, 40);
  EXPECT_NEAR(AlignedDistance(Apply(Known(.4, -1, 7, 8), face), face), 0, 1e-4);
  Landmarks longer = face;
  for (auto& point : longer) point.y *= 1.4F;
  EXPECT_GT(AlignedDistance(longer, face), 1);
}

}  // namespace
}  // namespace swapbench
