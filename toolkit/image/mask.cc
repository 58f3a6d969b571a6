// SPDX-License-Identifier: Apache-2.0
#include "image/mask.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "image/stable.h"

namespace swapbench {
namespace {

double Turn(const cv::Point2f& a, const cv::Point2f& b, const cv::Point2f& c) {
  return (static_cast<double>(b.x) - a.x) * (static_cast<double>(c.y) - a.y) -
         (static_cast<double>(b.y) - a.y) * (static_cast<double>(c.x) - a.x);
}

constexpr int kFractionBits = 4;

int Sixteenths(float value) {
  return static_cast<int>(std::floor(std::clamp(static_cast<double>(value), -1e5, 1e5) * 16 + .5));
}

int Largest(const cv::Mat& mask) {
  int largest = 0;
  for (int y = 0; y < mask.rows; ++y) {
    const auto* row = mask.ptr<uint16_t>(y);
    for (int x = 0; x < mask.cols; ++x) largest = std::max<int>(largest, row[x]);
  }
  return largest;
}

/// value * 65535 / largest, rounded. Below 2^32 a quotient of doubles is never rounded across a
/// whole number.
void Stretch(cv::Mat& mask, int largest) {
  if (largest == 65535) return;  // every value stays
  const double half = largest / 2, divisor = largest;
  for (int y = 0; y < mask.rows; ++y) {
    auto* row = mask.ptr<uint16_t>(y);
    for (int x = 0; x < mask.cols; ++x) {
      const double value = row[x];
      row[x] = static_cast<uint16_t>(static_cast<int>((value * 65535 + half) / divisor));
    }
  }
}

}  // namespace

Polygon ConvexHull(std::span<const cv::Point2f> points) {
  Polygon sorted(points.begin(), points.end());
  std::ranges::sort(sorted, {}, [](const cv::Point2f& p) { return std::pair(p.x, p.y); });
  Polygon hull;
  for (int pass = 0; pass < 2; ++pass) {
    const size_t start = hull.size();
    for (const cv::Point2f& point : sorted) {
      while (hull.size() >= start + 2 && Turn(hull.end()[-2], hull.end()[-1], point) <= 0)
        hull.pop_back();
      hull.push_back(point);
    }
    if (!hull.empty()) hull.pop_back();  // the next pass begins with it
    std::ranges::reverse(sorted);
  }
  return hull;
}

double Area(std::span<const cv::Point2f> polygon) {
  double twice = 0;
  for (size_t i = 0; i < polygon.size(); ++i) {
    const cv::Point2f &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
    twice += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
  }
  return std::fabs(twice) / 2;
}

cv::Mat FillPolygons(cv::Size size, std::span<const Polygon> polygons) {
  cv::Mat mask = cv::Mat::zeros(size, CV_8UC1);
  for (const Polygon& polygon : polygons) {
    if (polygon.size() < 3) continue;
    std::vector<cv::Point> corners;
    for (const cv::Point2f& p : polygon) corners.emplace_back(Sixteenths(p.x), Sixteenths(p.y));
    cv::fillConvexPoly(mask, corners, cv::Scalar(255), cv::LINE_8, kFractionBits);
  }
  return mask;
}

Softening Softening::Draw(Rng& rng) {
  Softening how{};
  how.width = static_cast<int>(rng.Integer(192, 256));
  how.height = static_cast<int>(rng.Integer(192, 256));
  how.erode = static_cast<int>(5 + 2 * rng.Integer(0, 10));
  how.feather = static_cast<int>(5 + 2 * rng.Integer(0, 10));
  how.sigma = static_cast<double>(rng.Integer(5, 45));
  return how;
}

JsonObject Softening::ToJson() const {
  JsonObject json;
  json.Set("width", width).Set("height", height).Set("erode_kernel", erode);
  json.Set("feather_kernel", feather).Set("feather_sigma", sigma);
  return json;
}

cv::Rect NonZeroBox(const cv::Mat& mask) {
  const auto marks = [&](int y) {
    uchar any = 0;
    for (int x = 0; x < mask.cols; ++x) any |= mask.ptr(y)[x];
    return any != 0;
  };
  int top = 0, bottom = mask.rows;
  while (top < bottom && !marks(top)) ++top;
  while (top < bottom && !marks(bottom - 1)) --bottom;
  if (top == bottom) return {};
  std::vector<uchar> any(static_cast<size_t>(mask.cols), 0);
  for (int y = top; y < bottom; ++y) {
    const uchar* row = mask.ptr(y);
    for (size_t x = 0; x < any.size(); ++x) any[x] |= row[x];
  }
  const auto is_set = [](uchar value) { return value != 0; };
  const auto left = std::ranges::find_if(any, is_set) - any.begin();
  const auto right = std::find_if(any.rbegin(), any.rend(), is_set).base() - any.begin();
  return {static_cast<int>(left), top, static_cast<int>(right - left), bottom - top};
}

cv::Rect Grown(const cv::Rect& box, int margin, cv::Size size) {
  return cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin) &
         cv::Rect({}, size);
}

// Far from the shape everything is zero and stays so: only a box around it is worked on, wide
// enough that what the blurs see beyond its edge is zero, mirrored or not.
std::optional<cv::Mat> Soften(const cv::Mat& mask, const Softening& how) {
  cv::Mat resized, result;
  cv::resize(mask, resized, {how.width, how.height}, 0, 0, cv::INTER_LINEAR);
  const cv::Rect shape = NonZeroBox(resized);
  if (shape.empty()) return {};
  const cv::Rect box = Grown(shape, std::max(how.erode, how.feather) / 2 + 1, resized.size());
  // A blurred pixel stays at full strength where all that the kernel sees is.
  cv::Mat full, kept;
  cv::threshold(resized(box), full, 254, 255, cv::THRESH_BINARY);
  cv::erode(full, kept, cv::Mat::ones(how.erode, how.erode, CV_8UC1));
  cv::Mat soft = BlurGaussian(WidenMask(kept), how.feather, how.sigma);
  const int largest = Largest(soft);
  if (largest == 0) return {};
  Stretch(soft, largest);
  resized.setTo(0);
  NarrowMask(soft).copyTo(resized(box));
  cv::resize(resized, result, mask.size(), 0, 0, cv::INTER_LINEAR);
  return result;
}

cv::Mat Scaled(const cv::Mat& mask, double ratio) {
  const int factor = static_cast<int>(std::floor(ratio * 65536 + .5));
  if (factor == 65536) return mask.clone();
  cv::Mat table(1, 256, CV_8UC1), result;
  for (int value = 0; value < 256; ++value)
    table.at<uchar>(value) = static_cast<uchar>((value * factor + 32768) >> 16);
  cv::LUT(mask, table, result);
  return result;
}

cv::Mat Feather(const cv::Mat& mask, double width) {
  if (width <= 1 || cv::countNonZero(mask) == static_cast<int>(mask.total())) return mask.clone();
  cv::Mat distance, soft(mask.size(), CV_8UC1);
  cv::distanceTransform(mask, distance, cv::DIST_L2, cv::DIST_MASK_5);
  for (int y = 0; y < mask.rows; ++y)
    for (int x = 0; x < mask.cols; ++x) {
      const double share = std::min(1.0, static_cast<double>(distance.at<float>(y, x)) / width);
      soft.at<uchar>(y, x) = static_cast<uchar>(std::floor(255 * share + .5));
    }
  return soft;
}

cv::Mat MaskAt(const cv::Mat& mask, cv::Size size) {
  const bool shrinks = mask.cols >= size.width && mask.rows >= size.height;
  cv::Mat resized, soft;
  cv::resize(mask, resized, size, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  BlurGaussian(resized, 3, SigmaForKernel(3)).convertTo(soft, CV_32F, 1. / 255);
  return soft;
}

cv::Mat SeamOf(const cv::Mat& mask) {
  cv::Mat seam(mask.size(), CV_32F);
  for (int y = 0; y < mask.rows; ++y)
    for (int x = 0; x < mask.cols; ++x) {
      const float m = mask.at<float>(y, x);
      seam.at<float>(y, x) = 4 * m * (1 - m);
    }
  return seam;
}

}  // namespace swapbench
