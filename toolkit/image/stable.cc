// SPDX-License-Identifier: Apache-2.0
#include "image/stable.h"

#include <emmintrin.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/error.h"

namespace swapbench {
cv::Mat Blend(const cv::Mat& target, const cv::Mat& source, const cv::Mat& mask) {
  Check(target.type() == CV_8UC3 && source.type() == CV_8UC3 && mask.type() == CV_8UC1 &&
            target.size() == source.size() && target.size() == mask.size(),
        "Blend takes two 8-bit BGR images and an 8-bit mask, all of one size.");
  cv::Mat result(target.size(), CV_8UC3);
  const int width = 3 * target.cols;
  std::vector<uchar> weights(static_cast<size_t>(width) + 1);
  for (int y = 0; y < target.rows; ++y) {
    const uchar *t = target.ptr(y), *s = source.ptr(y), *m = mask.ptr(y);
    uchar* out = result.ptr(y);
    for (int x = 0; x < target.cols; ++x) {
      const uint32_t three = m[x] * 0x010101U;  // the fourth byte is overwritten by the next
      std::memcpy(&weights[static_cast<size_t>(3 * x)], &three, 4);
    }
    const uchar* w = weights.data();
    for (int i = 0; i < width; ++i) {
      const auto sum = static_cast<uint16_t>(w[i] * s[i] + (255 - w[i]) * t[i] + 127);
      out[i] = static_cast<uchar>((sum + 1 + (sum >> 8)) >> 8);  // sum / 255, for every sum here
    }
  }
  return result;
}

namespace {

/// Four sharpened values: (4096*v + square*(9*v - neighbourhood)) / 4096, rounded.
__m128i Sharpened(__m128i pairs, __m128i weights) {
  const __m128i sum = _mm_add_epi32(_mm_madd_epi16(pairs, weights), _mm_set1_epi32(2048));
  return _mm_srai_epi32(sum, 12);
}

/// The sums over three rows, with the column beside either edge repeated in mirror image.
void SumRows(const uchar* const rows[3], int cols, int16_t* padded) {
  for (int i = 0; i < 3 * cols; ++i)
    padded[3 + i] = static_cast<int16_t>(rows[0][i] + rows[1][i] + rows[2][i]);
  for (int c = 0; c < 3; ++c) {
    padded[c] = padded[3 + 3 * Mirrored(-1, cols) + c];
    padded[3 + 3 * cols + c] = padded[3 + 3 * Mirrored(cols, cols) + c];
  }
}

}  // namespace

// The 3x3 square of weights -1 is added up as nine neighbours, the pixel itself among them.
cv::Mat Sharpen(const cv::Mat& image, double alpha) {
  Check(image.type() == CV_8UC3, "Sharpen takes 8-bit BGR images.");
  const int square = static_cast<int>(std::floor(alpha * 4096 + .5));
  const __m128i weights = _mm_set1_epi32(4096 | square << 16), zero = _mm_setzero_si128();
  const auto width = static_cast<size_t>(3 * image.cols);
  const auto load = [](const void* at) { return _mm_loadu_si128(static_cast<const __m128i*>(at)); };
  cv::Mat result(image.size(), image.type());
  std::vector<int16_t> sums(width + 24);
  std::vector<uchar> own(width + 16), out(width + 16);
  for (int y = 0; y < image.rows; ++y) {
    const uchar* rows[3];
    for (int k = 0; k < 3; ++k) rows[k] = image.ptr(Mirrored(y + k - 1, image.rows));
    SumRows(rows, image.cols, sums.data());
    std::copy_n(rows[1], width, own.begin());
    for (size_t i = 0; i < width; i += 8) {
      const __m128i sum =
          _mm_add_epi16(_mm_add_epi16(load(&sums[i]), load(&sums[i + 3])), load(&sums[i + 6]));
      const __m128i v = _mm_unpacklo_epi8(load(&own[i]), zero);
      const __m128i edge = _mm_sub_epi16(_mm_add_epi16(_mm_slli_epi16(v, 3), v), sum);
      const __m128i low = Sharpened(_mm_unpacklo_epi16(v, edge), weights);
      const __m128i high = Sharpened(_mm_unpackhi_epi16(v, edge), weights);
      const __m128i bytes = _mm_packus_epi16(_mm_packs_epi32(low, high), zero);
      _mm_storel_epi64(reinterpret_cast<__m128i*>(&out[i]), bytes);
    }
    std::copy_n(out.begin(), width, result.ptr(y));
  }
  return result;
}

cv::Mat WidenMask(const cv::Mat& mask8) {
  cv::Mat wide(mask8.size(), CV_16UC1);
  for (int y = 0; y < wide.rows; ++y) {
    const uchar* from = mask8.ptr(y);
    auto* to = wide.ptr<uint16_t>(y);
    for (int x = 0; x < wide.cols; ++x) to[x] = static_cast<uint16_t>(257 * from[x]);
  }
  return wide;
}

cv::Mat NarrowMask(const cv::Mat& mask16) {
  cv::Mat narrow(mask16.size(), CV_8UC1);
  for (int y = 0; y < narrow.rows; ++y) {
    const auto* from = mask16.ptr<uint16_t>(y);
    uchar* to = narrow.ptr(y);
    // Equal to dividing by 257 and rounding, for every value.
    for (int x = 0; x < narrow.cols; ++x) to[x] = static_cast<uchar>((from[x] * 255 + 32895) >> 16);
  }
  return narrow;
}

}  // namespace swapbench
