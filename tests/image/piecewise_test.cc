// SPDX-License-Identifier: Apache-2.0
#include "image/piecewise.h"

#include <set>

#include "image/mask.h"
#include "image/pictures.h"
#include "support.h"

namespace swapbench {
namespace {

using Points = std::vector<cv::Point2f>;

Points Scattered(size_t count, uint64_t seed) {
  Rng rng(seed, "test/points");
  Points points;
  for (size_t i = 0; i < count; ++i)
    points.emplace_back(static_cast<float>(rng.Uniform(0, 100)),
                        static_cast<float>(rng.Uniform(0, 60)));
  return points;
}

cv::Point2d At(const Points& points, const Triangle& t, size_t corner) {
  return points[static_cast<size_t>(t[corner])];
}

double AreaOf(const Points& points, const Triangle& t) {
  const cv::Point2d ab = At(points, t, 1) - At(points, t, 0);
  const cv::Point2d ac = At(points, t, 2) - At(points, t, 0);
  return (ab.x * ac.y - ab.y * ac.x) / 2;
}

/// Centre of the circle through the corners, by the formula of the textbook.
cv::Point2d CircumCentre(const Points& points, const Triangle& t) {
  const cv::Point2d a = At(points, t, 0), b = At(points, t, 1) - a, c = At(points, t, 2) - a;
  const double d = 2 * (b.x * c.y - b.y * c.x), bb = b.dot(b), cc = c.dot(c);
  return a + cv::Point2d((c.y * bb - b.y * cc) / d, (b.x * cc - c.x * bb) / d);
}

TEST(Delaunay, CoversTheConvexHullOnce) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const Points points = Scattered(40, seed);
    double area = 0;
    for (const Triangle& t : Delaunay(points)) {
      EXPECT_GT(AreaOf(points, t), 0);
      area += AreaOf(points, t);
    }
    EXPECT_NEAR(area, Area(ConvexHull(points)), .01 * area);
  }
}

TEST(Delaunay, NoPointLiesInTheCircleOfATriangle) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const Points points = Scattered(40, seed);
    for (const Triangle& t : Delaunay(points)) {
      const cv::Point2d centre = CircumCentre(points, t);
      const double radius = cv::norm(At(points, t, 0) - centre);
      for (const cv::Point2f& point : points)
        EXPECT_GT(cv::norm(cv::Point2d(point) - centre), radius * (1 - 1e-6));
    }
  }
}

TEST(Delaunay, OfFourCornersHasTwoTrianglesAndOfALineNone) {
  EXPECT_EQ(Delaunay(Points{{0, 0}, {4, 0}, {4, 3}, {0, 3}}).size(), 2u);
  EXPECT_TRUE(Delaunay(Points{{0, 0}, {1, 1}, {2, 2}, {3, 3}}).empty());
  EXPECT_TRUE(Delaunay(Points{{0, 0}, {1, 1}}).empty());
}

TEST(Delaunay, UsesPointsAtOnePlaceOnce) {
  const std::vector<Triangle> triangles = Delaunay(Points{{0, 0}, {4, 0}, {0, 3}, {4, 0}});
  EXPECT_EQ(triangles, (std::vector<Triangle>{{0, 1, 2}}));
}

TEST(Delaunay, RefusesPointsThatAreNotFinite) {
  EXPECT_THAT(ErrorOf([] {
                Delaunay(Points{{0, 0}, {1, 0}, {0, NAN}});
              }),
              testing::HasSubstr("finite"));
}

TEST(WarpPiecewise, InPlaceGivesTheImageBack) {
  const cv::Mat image = Picture(100, 60);
  const Points points = {{0, 0}, {99, 0}, {99, 59}, {0, 59}, {40, 30}, {70, 20}};
  const Piecewise warped = WarpPiecewise(image, points, points, Delaunay(points), image.size());
  EXPECT_EQ(cv::countNonZero(warped.inside), 6000);
  EXPECT_TRUE(SamePixels(warped.image, image));
}

TEST(WarpPiecewise, OfAnAffineMapIsThatMap) {
  cv::Mat ramp(60, 100, CV_8UC3);
  for (int y = 0; y < ramp.rows; ++y)
    for (int x = 0; x < ramp.cols; ++x)
      ramp.at<cv::Vec3b>(y, x) = cv::Vec3b(static_cast<uchar>(2 * x), static_cast<uchar>(4 * y), 7);
  const Points from = Scattered(20, 3);
  Points to;
  for (const cv::Point2f& p : from) to.emplace_back(.5F * p.x + 10, .5F * p.y + 5);
  const Piecewise warped = WarpPiecewise(ramp, from, to, Delaunay(from), ramp.size());
  ASSERT_GT(cv::countNonZero(warped.inside), 400);
  for (int y = 0; y < ramp.rows; ++y)
    for (int x = 0; x < ramp.cols; ++x) {
      const cv::Vec3b value = warped.image.at<cv::Vec3b>(y, x);
      if (warped.inside.at<uchar>(y, x) == 0) {
        EXPECT_EQ(value, cv::Vec3b(0, 0, 0));
        continue;
      }
      EXPECT_NEAR(value[0], std::min(2 * (x - 10) * 2, 198), 1.1);
      EXPECT_NEAR(value[1], std::min(4 * (y - 5) * 2, 236), 1.1);
    }
}

}  // namespace
}  // namespace swapbench
