// SPDX-License-Identifier: Apache-2.0
#include "image/displace.h"

#include <emmintrin.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/error.h"
#include "image/mask.h"

namespace swapbench {
namespace {

constexpr int kPlaces = 32;  // as in warp.cc: those of cv::remap between two pixels, and its bits

/// Columns [begin, end) of one row.
struct Span {
  int begin, end;
  bool empty() const { return begin >= end; }
};

/// The first of [at, end) that is not `value`, or `end`: eight at a time, as most of a mask is
/// flat.
const uchar* FirstNot(uchar value, const uchar* at, const uchar* end) {
  const uint64_t same = 0x0101010101010101U * value;
  for (uint64_t eight = 0; end - at >= 8; at += 8) {
    std::memcpy(&eight, at, 8);
    if (eight != same) break;
  }
  return std::find_if(at, end, [value](uchar v) { return v != value; });
}

/// Where one row of a mask is not black, and a stretch of it that is white.
struct Extent {
  Span marked, white;

  explicit Extent(const cv::Mat& mask, int y) : marked{mask.cols, 0}, white{0, 0} {
    const uchar *row = mask.ptr(y), *end = row + mask.cols;
    const uchar* first = FirstNot(0, row, end);
    if (first == end) return;
    const uchar* last = end;
    while (last[-1] == 0) --last;
    marked = {static_cast<int>(first - row), static_cast<int>(last - row)};
    const void* found = std::memchr(first, 255, static_cast<size_t>(last - first));
    if (found == nullptr) return;
    const auto* begin = static_cast<const uchar*>(found);
    white = {static_cast<int>(begin - row), static_cast<int>(FirstNot(255, begin, last) - row)};
  }
};

/// What a row of the result may show if nothing moves farther than `reach`: outside of `any` black
/// alone, within `white` white alone.
struct Row {
  Span any, white;
};

std::vector<Row> RowsOf(const cv::Mat& mask, int reach) {
  std::vector<Extent> extents;
  for (int y = 0; y < mask.rows; ++y) extents.emplace_back(mask, y);
  std::vector<Row> rows;
  for (int y = 0; y < mask.rows; ++y) {
    Span any{mask.cols, 0}, white{0, mask.cols};
    for (int near = std::max(0, y - reach); near <= std::min(mask.rows - 1, y + reach); ++near) {
      const Extent& extent = extents[static_cast<size_t>(near)];
      any = {std::min(any.begin, extent.marked.begin), std::max(any.end, extent.marked.end)};
      white = {std::max(white.begin, extent.white.begin), std::min(white.end, extent.white.end)};
    }
    if (y < reach || y + reach >= mask.rows) white = {0, 0};  // it is black beyond the border
    if (!any.empty()) any = {std::max(0, any.begin - reach), std::min(mask.cols, any.end + reach)};
    white = {white.begin + reach, white.end - reach};
    rows.push_back({any, white.empty() ? Span{any.end, any.end} : white});
  }
  return rows;
}

/// Fixed-point places of pixels in a row, four by four: (base + step*i + shift[i]) * 32, as
/// cv::remap rounds.
void Places(const float* shift, size_t count, float base, float step, int32_t* places) {
  const __m128 steps = _mm_setr_ps(0, step, 2 * step, 3 * step), scale = _mm_set1_ps(kPlaces);
  for (size_t i = 0; i < count; i += 4) {
    const __m128 at = _mm_add_ps(_mm_set1_ps(base + step * static_cast<float>(i)), steps);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(places + i),
                     _mm_cvtps_epi32(_mm_mul_ps(_mm_add_ps(at, _mm_loadu_ps(shift + i)), scale)));
  }
}

uchar Mixed(const uchar* top, const uchar* bottom, int part_x, int part_y) {
  const int a = top[0] * (kPlaces - part_x) + top[1] * part_x;
  const int b = bottom[0] * (kPlaces - part_x) + bottom[1] * part_x;
  return static_cast<uchar>((a * (kPlaces - part_y) + b * part_y + 512) >> 10);
}

/// Fetches pixels from a copy of the mask with black around that holds all of them.
class Fetcher {
 public:
  Fetcher(const cv::Mat& mask, const cv::Rect& part, int reach, const SmoothNoise& across,
          const SmoothNoise& down)
      : corner_(part.x - reach, part.y - reach),
        across_(across, part),
        down_(down, part),
        shift_(static_cast<size_t>(part.width) + 4),
        from_x_(shift_.size()),
        from_y_(shift_.size()),
        offsets_(shift_.size()) {
    const cv::Rect around(corner_, part.size() + cv::Size(2 * reach + 1, 2 * reach + 1));
    const cv::Rect inside = around & cv::Rect({}, mask.size());
    canvas_ = cv::Mat::zeros(around.size(), CV_8UC1);
    mask(inside).copyTo(canvas_(inside - around.tl()));
  }

  void Fetch(int y, Span span, uchar* row) {
    if (span.empty()) return;
    const auto count = static_cast<size_t>(span.end - span.begin);
    across_.Read(y, span.begin, count, shift_.data());
    Places(shift_.data(), count, static_cast<float>(span.begin), 1, from_x_.data());
    down_.Read(y, span.begin, count, shift_.data());
    Places(shift_.data(), count, static_cast<float>(y), 0, from_y_.data());
    const auto step = static_cast<int>(canvas_.step);
    for (size_t i = 0; i < count; ++i)
      offsets_[i] = ((from_y_[i] >> 5) - corner_.y) * step + (from_x_[i] >> 5) - corner_.x;
    uchar* out = row + span.begin;
    for (size_t i = 0; i < count; ++i) {
      const uchar* top = canvas_.data + offsets_[i];
      uint16_t above, below;  // two pixels each
      std::memcpy(&above, top, 2);
      std::memcpy(&below, top + step, 2);
      const bool flat = above == below && (above == 0 || above == 0xFFFF);
      out[i] = flat ? static_cast<uchar>(above)
                    : Mixed(top, top + step, from_x_[i] & 31, from_y_[i] & 31);
    }
  }

 private:
  cv::Point corner_;
  cv::Mat canvas_;
  NoiseRows across_, down_;
  std::vector<float> shift_;
  std::vector<int32_t> from_x_, from_y_, offsets_;
};

}  // namespace

cv::Mat Displace(const cv::Mat& mask, const SmoothNoise& across, const SmoothNoise& down) {
  Check(mask.type() == CV_8UC1, "Displace takes 8-bit masks.");
  cv::Mat result = cv::Mat::zeros(mask.size(), CV_8UC1);
  const cv::Rect shape = NonZeroBox(mask);
  if (shape.empty()) return result;
  // Where the second of two neighbours lies, at most.
  const int reach = static_cast<int>(std::ceil(std::max(across.Bound(), down.Bound()))) + 1;
  const cv::Rect part = Grown(shape, reach, mask.size());
  const std::vector<Row> rows = RowsOf(mask, reach);
  Fetcher fetcher(mask, part, reach, across, down);
  for (int y = part.y; y < part.br().y; ++y) {
    const auto& [any, white] = rows[static_cast<size_t>(y)];
    uchar* row = result.ptr(y);
    fetcher.Fetch(y, {any.begin, white.begin}, row);
    std::fill(row + white.begin, row + white.end, uchar{255});
    fetcher.Fetch(y, {white.end, any.end}, row);
  }
  return result;
}

}  // namespace swapbench
