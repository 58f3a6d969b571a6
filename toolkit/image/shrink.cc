// SPDX-License-Identifier: Apache-2.0
#include "image/shrink.h"

#include <emmintrin.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/error.h"

namespace swapbench {
namespace {

/// The sources that one target covers, from `first` on.
struct Cover {
  int first;
  std::vector<float> weights;  // sum to 1
};

std::vector<Cover> Covers(int from, int to) {
  std::vector<Cover> covers;
  const double scale = static_cast<double>(from) / to;
  for (int target = 0; target < to; ++target) {
    const double begin = target * scale, end = begin + scale, cell = std::min(scale, from - begin);
    const int last = std::min(static_cast<int>(std::floor(end)), from - 1);
    const int whole = std::min(static_cast<int>(std::ceil(begin)), last);
    constexpr double kNothing = 1e-3;  // of a pixel
    Cover cover{whole, {}};
    const auto add = [&cover](double share) { cover.weights.push_back(static_cast<float>(share)); };
    if (whole - begin > kNothing) {
      --cover.first;
      add((whole - begin) / cell);
    }
    for (int source = whole; source < last; ++source) add(1 / cell);
    if (end - last > kNothing) add(std::min(std::min(end - last, 1.), cell) / cell);
    covers.push_back(std::move(cover));
  }
  return covers;
}

/// Means of a row. A pixel is four lanes: three channels and one that the next pixel overwrites.
class Across {
 public:
  Across(int from, int to) {
    const std::vector<Cover> covers = Covers(from, to);
    for (const Cover& cover : covers) taps_ = std::max(taps_, cover.weights.size());
    for (const Cover& cover : covers) {
      first_.push_back(3 * static_cast<size_t>(cover.first));
      for (size_t k = 0; k < taps_; ++k)
        weights_.push_back(k < cover.weights.size() ? cover.weights[k] : 0);
    }
  }
  size_t taps() const { return taps_; }

  /// `in` goes on for taps() pixels and a lane beyond the row, `out` for a lane.
  void operator()(const float* in, float* out) const {
    if (taps_ == 2) Sum<2>(in, out);
    else if (taps_ == 3) Sum<3>(in, out);
    else Sum<0>(in, out);
  }

 private:
  template <size_t kTaps>
  void Sum(const float* in, float* out) const {
    const size_t taps = kTaps > 0 ? kTaps : taps_;
    const float* weight = weights_.data();
    for (const size_t first : first_) {
      __m128 sum = _mm_setzero_ps();
      for (size_t k = 0; k < taps; ++k)
        sum = _mm_add_ps(sum, _mm_mul_ps(_mm_loadu_ps(in + first + 3 * k), _mm_set1_ps(*weight++)));
      _mm_storeu_ps(out, sum);
      out += 3;
    }
  }

  size_t taps_ = 0;
  std::vector<size_t> first_;
  std::vector<float> weights_;
};

/// Nearest whole numbers, ties to even, as OpenCV rounds.
void Round(const float* sums, uint8_t* to, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m128i words = _mm_packs_epi32(_mm_cvtps_epi32(_mm_loadu_ps(sums + i)),
                                          _mm_cvtps_epi32(_mm_loadu_ps(sums + i + 4)));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to + i), _mm_packus_epi16(words, words));
  }
  for (; i < count; ++i)
    to[i] = static_cast<uint8_t>(std::clamp(_mm_cvtss_si32(_mm_set_ss(sums[i])), 0, 255));
}

}  // namespace

cv::Mat Shrink(const cv::Mat& image, cv::Size size) {
  Check(image.type() == CV_8UC3 && size.width > 0 && size.height > 0 && size.width <= image.cols &&
            size.height <= image.rows,
        "Shrink was given ", image.cols, "x", image.rows, " for ", size.width, "x", size.height,
        ".");
  const Across means(image.cols, size.width);
  const auto from = static_cast<size_t>(3 * image.cols), to = static_cast<size_t>(3 * size.width);
  std::vector<float> source(from + 3 * means.taps() + 1), across(to + 1), sums(to);
  cv::Mat out(size, CV_8UC3);
  int target = 0, done = -1;
  for (const Cover& cover : Covers(image.rows, size.height)) {
    std::fill(sums.begin(), sums.end(), 0.f);
    int row = cover.first;
    for (const float weight : cover.weights) {
      if (row > done) {  // else the last row of the target before
        const uint8_t* in = image.ptr<uint8_t>(row);
        for (size_t i = 0; i < from; ++i) source[i] = in[i];
        means(source.data(), across.data());
        done = row;
      }
      ++row;
      for (size_t i = 0; i < to; ++i) sums[i] += weight * across[i];
    }
    Round(sums.data(), out.ptr<uint8_t>(target++), to);
  }
  return out;
}

}  // namespace swapbench
