// SPDX-License-Identifier: Apache-2.0
#include <emmintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

#include "core/error.h"
#include "image/warp.h"

namespace swapbench {
namespace {

// As in warp.cc: cv::remap's 32 places between two pixels, and its bits. Most of a mask is flat.
constexpr int kPlaces = 32;

/// The largest absolute value, rounded up; nothing where it is not below 1000 (or not a number).
std::optional<int> LargestShift(const cv::Mat& shifts) {
  const __m128i magnitude = _mm_set1_epi32(0x7FFFFFFF);
  __m128i four = _mm_setzero_si128();  // of positive floats the bits are in order, too
  int32_t largest = 0;
  for (int y = 0; y < shifts.rows; ++y) {
    const auto* row = shifts.ptr<float>(y);
    int x = 0;
    for (; x + 4 <= shifts.cols; x += 4) {
      const __m128i bits =
          _mm_and_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(row + x)), magnitude);
      const __m128i above = _mm_cmpgt_epi32(bits, four);
      four = _mm_or_si128(_mm_and_si128(above, bits), _mm_andnot_si128(above, four));
    }
    for (; x < shifts.cols; ++x)
      largest = std::max(largest, std::bit_cast<int32_t>(row[x]) & 0x7FFFFFFF);
  }
  alignas(16) std::array<int32_t, 4> parts;
  _mm_store_si128(reinterpret_cast<__m128i*>(parts.data()), four);
  largest = std::max(largest, *std::ranges::max_element(parts));
  const auto value = std::bit_cast<float>(largest);
  if (!(value < 1000)) return {};
  return static_cast<int>(value) + 1;
}

/// Fixed-point places of one row, four by four: (base + step*i + shift[i]) * 32, as cv::remap
/// rounds.
void Places(const float* shift, size_t count, float base, float step, int32_t* places) {
  const __m128 steps = _mm_setr_ps(0, step, 2 * step, 3 * step), scale = _mm_set1_ps(kPlaces);
  const auto at = [&](size_t i) {
    return _mm_add_ps(_mm_set1_ps(base + step * static_cast<float>(i)), steps);
  };
  size_t i = 0;
  for (; i + 4 <= count; i += 4)
    _mm_storeu_si128(
        reinterpret_cast<__m128i*>(places + i),
        _mm_cvtps_epi32(_mm_mul_ps(_mm_add_ps(at(i), _mm_loadu_ps(shift + i)), scale)));
  for (; i < count; ++i)
    places[i] = _mm_cvtss_si32(_mm_mul_ss(_mm_add_ss(at(i), _mm_load_ss(shift + i)), scale));
}

/// y*step + x of the pixel up and left of each place. Rows and columns fit 16 bits.
void Offsets(const int32_t* places_x, const int32_t* places_y, size_t count, int step,
             int32_t* offsets) {
  const __m128i pair = _mm_set1_epi32(1 | step << 16), low = _mm_set1_epi32(0xFFFF);
  const auto pixels = [](const int32_t* places) {
    return _mm_srai_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(places)), 5);
  };
  for (size_t i = 0; i < count; i += 4) {
    const __m128i both = _mm_or_si128(_mm_and_si128(pixels(places_x + i), low),
                                      _mm_slli_epi32(pixels(places_y + i), 16));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(offsets + i), _mm_madd_epi16(both, pair));
  }
}

uchar Mixed(const uchar* top, const uchar* bottom, int part_x, int part_y) {
  const int a = top[0] * (kPlaces - part_x) + top[1] * part_x;
  const int b = bottom[0] * (kPlaces - part_x) + bottom[1] * part_x;
  return static_cast<uchar>((a * (kPlaces - part_y) + b * part_y + 512) >> 10);
}

/// Of a mask, from a copy with black around that holds every pixel which is fetched.
void DisplaceMask(const cv::Mat& mask, const cv::Mat& dx, const cv::Mat& dy, int reach,
                  const cv::Rect& part, cv::Mat& result) {
  const cv::Rect around(part.x - reach - 1, part.y - reach - 1, part.width + 2 * reach + 3,
                        part.height + 2 * reach + 3);
  const cv::Rect inside = around & cv::Rect({}, mask.size());
  cv::Mat canvas = cv::Mat::zeros(around.size(), CV_8UC1);
  mask(inside).copyTo(canvas(inside - around.tl()));
  const auto count = static_cast<size_t>(part.width);
  const auto step = static_cast<int>(canvas.step);
  std::vector<int32_t> from_x(count + 4), from_y(count + 4), offsets(count + 4);
  const int corner = around.y * step + around.x;
  for (int y = 0; y < part.height; ++y) {
    Places(dx.ptr<float>(y), count, static_cast<float>(part.x), 1, from_x.data());
    Places(dy.ptr<float>(y), count, static_cast<float>(part.y + y), 0, from_y.data());
    Offsets(from_x.data(), from_y.data(), count, step, offsets.data());
    uchar* out = result.ptr(part.y + y) + part.x;
    for (size_t i = 0; i < count; ++i) {
      const uchar* top = canvas.data + (offsets[i] - corner);
      uint16_t above, below;  // two pixels each
      std::memcpy(&above, top, 2);
      std::memcpy(&below, top + step, 2);
      const bool flat = above == below && (above == 0 || above == 0xFFFF);
      out[i] =
          flat ? static_cast<uchar>(above) : Mixed(top, top + step, from_x[i] & 31, from_y[i] & 31);
    }
  }
}

}  // namespace

cv::Mat Displace(const cv::Mat& image, const cv::Rect& part, const cv::Mat& dx, const cv::Mat& dy) {
  cv::Mat result = cv::Mat::zeros(image.size(), image.type());
  if (part.empty()) return result;
  Check(dx.size() == part.size() && dy.size() == part.size(), "Displace needs one shift a pixel.");
  const std::optional<int> across = LargestShift(dx), down = LargestShift(dy);
  const bool small = std::max(image.cols, image.rows) < 30000;
  if (image.type() == CV_8UC1 && across && down && small) {
    DisplaceMask(image, dx, dy, std::max(*across, *down), part, result);
    return result;
  }
  cv::Mat from_x(part.size(), CV_32FC1), from_y(part.size(), CV_32FC1), moved;
  for (int y = 0; y < part.height; ++y)
    for (int x = 0; x < part.width; ++x) {
      from_x.at<float>(y, x) = static_cast<float>(part.x + x) + dx.at<float>(y, x);
      from_y.at<float>(y, x) = static_cast<float>(part.y + y) + dy.at<float>(y, x);
    }
  cv::remap(image, moved, from_x, from_y, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  moved.copyTo(result(part));
  return result;
}

}  // namespace swapbench
