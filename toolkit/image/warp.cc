// SPDX-License-Identifier: Apache-2.0
#include "image/warp.h"

#include <emmintrin.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/error.h"
#include "image/mask.h"

namespace swapbench {

cv::Point2d Apply(const Affine& m, cv::Point2d p) {
  return {m(0, 0) * p.x + m(0, 1) * p.y + m(0, 2), m(1, 0) * p.x + m(1, 1) * p.y + m(1, 2)};
}

Affine ScaleAndShift(cv::Size size, double scale_x, double scale_y, double shift_x,
                     double shift_y) {
  const double x = (size.width - 1) * .5, y = (size.height - 1) * .5;
  return {scale_x, 0, x - scale_x * x + shift_x, 0, scale_y, y - scale_y * y + shift_y};
}

Affine Inverse(const Affine& m) {
  const double determinant = m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0);
  Check(std::fabs(determinant) > 1e-12, "An affine map of an image cannot be undone.");
  const double a = m(1, 1) / determinant, b = -m(0, 1) / determinant;
  const double c = -m(1, 0) / determinant, d = m(0, 0) / determinant;
  return {a, b, -(a * m(0, 2) + b * m(1, 2)), c, d, -(c * m(0, 2) + d * m(1, 2))};
}

cv::Mat Shrunk(const cv::Mat& image, double factor, int least) {
  const auto scaled = [&](int side) {
    return std::max(least, static_cast<int>(std::floor(side * factor + .5)));
  };
  cv::Mat small;
  cv::resize(image, small, {scaled(image.cols), scaled(image.rows)}, 0, 0, cv::INTER_LINEAR);
  return small;
}

namespace {

// cv::warpAffine knows 32 places between two pixels and rounds once, at the end, so whole numbers
// give its very bits; tests/image/warp_test.cc holds them side by side. An upright map moves all
// rows alike and all columns alike, which is worth a way of its own.
constexpr int kPlaces = 32;

/// The two pixels that one column or row of the result lies between. What is outside in the black
/// weighs nothing.
struct Between {
  int first, second;
  int16_t first_weight, second_weight;
};

Between Find(int place, int limit, Outside outside) {
  const int at = place >> 5, part = place & (kPlaces - 1);
  const auto weigh = [&](int i, int weight) {
    const bool counts = outside == Outside::kRepeatEdge || (i >= 0 && i < limit);
    return static_cast<int16_t>(counts ? weight : 0);
  };
  return {std::clamp(at, 0, limit - 1), std::clamp(at + 1, 0, limit - 1), weigh(at, kPlaces - part),
          weigh(at + 1, part)};
}

/// How the columns and rows of a result are found in an image, without rotation or shear. The two
/// roundings of x are cv::warpAffine's.
struct Grid {
  std::vector<Between> columns, rows;

  Grid(const Affine& image_from_to, cv::Rect part, cv::Size image, Outside outside) {
    constexpr int kHalfPlace = 16;
    const auto fixed = [](double value) { return cv::saturate_cast<int>(value * 1024); };
    const int start = fixed(image_from_to(0, 2)) + kHalfPlace;
    for (int x = part.x; x < part.br().x; ++x)
      columns.push_back(Find((start + fixed(image_from_to(0, 0) * x)) >> 5, image.width, outside));
    for (int y = part.y; y < part.br().y; ++y)
      rows.push_back(Find((fixed(image_from_to(1, 1) * y + image_from_to(1, 2)) + kHalfPlace) >> 5,
                          image.height, outside));
  }
};

bool IsUpright(const Affine& map) { return map(0, 1) == 0 && map(1, 0) == 0; }

/// The places of a result that see any of `range`.
cv::Range Reached(const std::vector<Between>& places, cv::Range range) {
  const auto sees = [&](const Between& place) {
    const auto within = [&](int i, int weight) {
      return weight > 0 && i >= range.start && i < range.end;
    };
    return within(place.first, place.first_weight) || within(place.second, place.second_weight);
  };
  const auto first = std::ranges::find_if(places, sees);
  const auto last = std::find_if(places.rbegin(), std::make_reverse_iterator(first), sees);
  return {static_cast<int>(first - places.begin()), static_cast<int>(last.base() - places.begin())};
}

/// Columns of the result whose neighbours lie side by side in the image, too: near scale 1 that is
/// long stretches, which are worked on many values at a time.
struct Stretch {
  size_t begin, count;    // values: pixels times channels
  const Between* column;  // the first one
};

class Columns {
 public:
  Columns(const std::vector<Between>& columns, int channels) : channels_(channels) {
    for (const Between& column : columns) {
      const bool goes_on = &column != columns.data() && (&column)[-1].first + 1 == column.first &&
                           (&column)[-1].second + 1 == column.second;
      if (!goes_on) stretches_.push_back({first_.size(), 0, &column});
      first_.insert(first_.end(), static_cast<size_t>(channels), column.first_weight);
      second_.insert(second_.end(), static_cast<size_t>(channels), column.second_weight);
      stretches_.back().count += static_cast<size_t>(channels);
    }
  }
  size_t values() const { return first_.size(); }

  /// A row of the image at these columns, times 32.
  void Across(const uchar* row, int16_t* out) const {
    for (const Stretch& stretch : stretches_) {
      const uchar* a = row + channels_ * stretch.column->first;
      const uchar* b = row + channels_ * stretch.column->second;
      const int16_t* weights_a = first_.data() + stretch.begin;
      const int16_t* weights_b = second_.data() + stretch.begin;
      int16_t* to = out + stretch.begin;
      for (size_t i = 0; i < stretch.count; ++i)
        to[i] = static_cast<int16_t>(weights_a[i] * a[i] + weights_b[i] * b[i]);
    }
  }

 private:
  int channels_;
  std::vector<int16_t> first_, second_;  // weights, one a value
  std::vector<Stretch> stretches_;
};

/// (first*a + second*b) / 1024, rounded, for `count` values up to the next multiple of eight.
void Down(const int16_t* first, const int16_t* second, const Between& row, size_t count,
          uchar* out) {
  const __m128i pair = _mm_set1_epi32(row.first_weight | row.second_weight << 16);
  const __m128i half = _mm_set1_epi32(512);
  for (size_t i = 0; i < count; i += 8) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(first + i));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(second + i));
    const auto mixed = [&](__m128i interleaved) {
      return _mm_srai_epi32(_mm_add_epi32(_mm_madd_epi16(interleaved, pair), half), 10);
    };
    const __m128i words =
        _mm_packs_epi32(mixed(_mm_unpacklo_epi16(a, b)), mixed(_mm_unpackhi_epi16(a, b)));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i), _mm_packus_epi16(words, words));
  }
}

/// Rows of the image at the columns of the result, the last two of them kept.
class RecentRows {
 public:
  RecentRows(const cv::Mat& image, const Columns& columns) : image_(image), columns_(columns) {
    for (Line& line : lines_) line.values.resize(columns.values() + 8);
  }

  /// Valid until two other rows were asked for.
  const int16_t* Row(int y) {
    for (const Line& line : lines_)
      if (line.row == y) return line.values.data();
    next_ = 1 - next_;
    lines_[next_].row = y;
    columns_.Across(image_.ptr(y), lines_[next_].values.data());
    return lines_[next_].values.data();
  }

 private:
  struct Line {
    int row = -1;
    std::vector<int16_t> values;
  };
  const cv::Mat& image_;
  const Columns& columns_;
  Line lines_[2];
  size_t next_ = 0;
};

cv::Mat WarpOnGrid(const cv::Mat& image, const Grid& grid) {
  const Columns columns(grid.columns, image.channels());
  RecentRows recent(image, columns);
  cv::Mat result(static_cast<int>(grid.rows.size()), static_cast<int>(grid.columns.size()),
                 image.type());
  std::vector<uchar> line(columns.values() + 8);
  for (int y = 0; y < result.rows; ++y) {
    const Between& row = grid.rows[static_cast<size_t>(y)];
    const int16_t* first = recent.Row(row.first);
    Down(first, recent.Row(row.second), row, columns.values(), line.data());
    std::copy_n(line.begin(), columns.values(), result.ptr(y));
  }
  return result;
}

/// Only where the mask comes to lie.
cv::Mat WarpMaskOnGrid(const cv::Mat& mask, Grid grid) {
  cv::Mat result = cv::Mat::zeros(static_cast<int>(grid.rows.size()),
                                  static_cast<int>(grid.columns.size()), CV_8UC1);
  const cv::Rect box = NonZeroBox(mask);
  const cv::Range columns = Reached(grid.columns, {box.x, box.br().x});
  const cv::Range rows = Reached(grid.rows, {box.y, box.br().y});
  if (box.empty() || columns.empty() || rows.empty()) return result;
  const auto keep = [](std::vector<Between>& places, cv::Range range) {
    places = {places.begin() + range.start, places.begin() + range.end};
  };
  keep(grid.columns, columns);
  keep(grid.rows, rows);
  WarpOnGrid(mask, grid).copyTo(result(rows, columns));
  return result;
}

}  // namespace

cv::Mat WarpPart(const cv::Mat& image, const Affine& to_from_image, cv::Rect part,
                 Outside outside) {
  const Affine image_from_to = Inverse(to_from_image);
  const bool small = std::max({image.cols, image.rows, part.br().x, part.br().y}) < 32000;
  if (IsUpright(image_from_to) && small) {
    const Grid grid(image_from_to, part, image.size(), outside);
    const bool sparse = image.type() == CV_8UC1 && outside == Outside::kBlack;
    return sparse ? WarpMaskOnGrid(image, grid) : WarpOnGrid(image, grid);
  }
  cv::Mat result;
  cv::warpAffine(image, result, cv::Mat(image_from_to), part.br(),
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 outside == Outside::kBlack ? cv::BORDER_CONSTANT : cv::BORDER_REPLICATE);
  return result(part);
}

cv::Mat Warp(const cv::Mat& image, const Affine& to_from_image, cv::Size size, Outside outside) {
  return WarpPart(image, to_from_image, {{}, size}, outside);
}

cv::Rect SeenBy(const Affine& to_from_image, cv::Rect part, cv::Size image) {
  const Affine image_from_to = Inverse(to_from_image);
  if (!IsUpright(image_from_to) || part.empty()) return {{}, image};
  const Grid grid(image_from_to, part, image, Outside::kRepeatEdge);
  const auto range = [](const std::vector<Between>& places) {
    const auto [low, high] = std::ranges::minmax(places, {}, &Between::first);
    return cv::Range(low.first, std::max(low.second, high.second) + 1);
  };
  const cv::Range x = range(grid.columns), y = range(grid.rows);
  return {x.start, y.start, x.size(), y.size()};
}

}  // namespace swapbench
