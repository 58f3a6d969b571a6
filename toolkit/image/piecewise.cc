// SPDX-License-Identifier: Apache-2.0
#include "image/piecewise.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>

#include "core/error.h"

namespace swapbench {
namespace {

using Point = cv::Point2d;

/// Twice the signed area of the triangle; positive where a, b, c turn from x towards y.
double Cross(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// For corners in positive order: p lies inside their circle.
bool InCircle(Point a, Point b, Point c, Point p) {
  const Point d = a - p, e = b - p, f = c - p;
  const double dd = d.dot(d), ee = e.dot(e), ff = f.dot(f);
  return d.x * (e.y * ff - ee * f.y) - d.y * (e.x * ff - ee * f.x) + dd * (e.x * f.y - e.y * f.x) >
         0;
}

class Triangulation {
 public:
  explicit Triangulation(std::span<const cv::Point2f> points) {
    for (const cv::Point2f& point : points) points_.emplace_back(point);
    cv::Point2f low = points[0], high = points[0];
    for (const cv::Point2f& p : points) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    // A triangle around everything, so far out that its circles are nearly straight on the hull.
    const Point middle = (Point(low) + Point(high)) * .5;
    const double reach = 1e4 * (1 + high.x - low.x + high.y - low.y);
    const int n = static_cast<int>(points.size());
    points_.emplace_back(middle.x - 2 * reach, middle.y - reach);
    points_.emplace_back(middle.x + 2 * reach, middle.y - reach);
    points_.emplace_back(middle.x, middle.y + 2 * reach);
    triangles_ = {{n, n + 1, n + 2}};
    for (int i = 0; i < n; ++i) Insert(i);
    std::erase_if(triangles_, [&](const Triangle& t) { return std::ranges::max(t) >= n; });
    for (Triangle& t : triangles_) std::rotate(t.begin(), std::ranges::min_element(t), t.end());
    std::ranges::sort(triangles_);
  }

  std::vector<Triangle> triangles_;

 private:
  /// Triangles whose circle holds the point give way to a fan around it.
  void Insert(int i) {
    for (int k = 0; k < i; ++k)
      if (points_[At(k)] == points_[At(i)]) return;
    std::map<std::pair<int, int>, int> edges;
    std::erase_if(triangles_, [&](const Triangle& t) {
      if (!InCircle(points_[At(t[0])], points_[At(t[1])], points_[At(t[2])], points_[At(i)]))
        return false;
      for (size_t k = 0; k < 3; ++k) ++edges[{t[k], t[(k + 1) % 3]}];
      return true;
    });
    for (const auto& [edge, count] : edges) {
      const auto [a, b] = edge;
      if (edges.contains({b, a})) continue;  // between two triangles that gave way
      if (Cross(points_[At(a)], points_[At(b)], points_[At(i)]) > 0)
        triangles_.push_back({a, b, i});
    }
  }

  static size_t At(int i) { return static_cast<size_t>(i); }

  std::vector<Point> points_;
};

/// Where each pixel of one triangle is fetched from.
void MapTriangle(const std::array<Point, 3>& to, const std::array<Point, 3>& from, cv::Mat& map_x,
                 cv::Mat& map_y, cv::Mat& inside) {
  const double area = Cross(to[0], to[1], to[2]);
  if (area <= 0) return;  // turned over: another triangle lies there
  const auto [left, right] = std::minmax({to[0].x, to[1].x, to[2].x});
  const auto [top, bottom] = std::minmax({to[0].y, to[1].y, to[2].y});
  const int y0 = std::max(0, static_cast<int>(std::ceil(top)));
  const int x0 = std::max(0, static_cast<int>(std::ceil(left)));
  const int y1 = std::min(inside.rows - 1, static_cast<int>(std::floor(bottom)));
  const int x1 = std::min(inside.cols - 1, static_cast<int>(std::floor(right)));
  for (int y = y0; y <= y1; ++y)
    for (int x = x0; x <= x1; ++x) {
      const Point p(x, y);
      // Whole crosses decide, so that a pixel on an edge is never lost to a division.
      double a = Cross(to[1], to[2], p), b = Cross(to[2], to[0], p), c = Cross(to[0], to[1], p);
      if (a < 0 || b < 0 || c < 0) continue;
      a /= area, b /= area, c /= area;
      map_x.at<float>(y, x) = static_cast<float>(a * from[0].x + b * from[1].x + c * from[2].x);
      map_y.at<float>(y, x) = static_cast<float>(a * from[0].y + b * from[1].y + c * from[2].y);
      inside.at<uchar>(y, x) = 255;
    }
}

std::array<Point, 3> Corners(std::span<const cv::Point2f> points, const Triangle& t) {
  const auto at = [&](size_t k) { return Point(points[static_cast<size_t>(t[k])]); };
  return {at(0), at(1), at(2)};
}

}  // namespace

std::vector<Triangle> Delaunay(std::span<const cv::Point2f> points) {
  for (const cv::Point2f& point : points)
    Check(std::isfinite(point.x + point.y), "A point that is not finite cannot be triangulated.");
  if (points.size() < 3) return {};
  return Triangulation(points).triangles_;
}

Piecewise WarpPiecewise(const cv::Mat& image, std::span<const cv::Point2f> from,
                        std::span<const cv::Point2f> to, std::span<const Triangle> triangles,
                        cv::Size size) {
  Check(from.size() == to.size(), "WarpPiecewise needs as many places as points.");
  cv::Mat map_x(size, CV_32FC1, cv::Scalar(0)), map_y(size, CV_32FC1, cv::Scalar(0));
  Piecewise result{{}, cv::Mat(size, CV_8UC1, cv::Scalar(0))};
  for (const Triangle& triangle : triangles)
    MapTriangle(Corners(to, triangle), Corners(from, triangle), map_x, map_y, result.inside);
  cv::remap(image, result.image, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  result.image.setTo(cv::Scalar::all(0), result.inside == 0);
  return result;
}

}  // namespace swapbench
