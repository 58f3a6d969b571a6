// SPDX-License-Identifier: Apache-2.0
#include <emmintrin.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"
#include "core/stable_math.h"
#include "image/stable.h"

namespace swapbench {
namespace {

// Sums of products of 16-bit numbers, a block of eight at a time, with the instructions that every
// x86-64 processor has. Whole numbers modulo 2^32 do not care in which order they are added.
constexpr size_t kLanes = 8;

size_t RoundedUp(size_t count) { return (count + kLanes - 1) / kLanes * kLanes; }

/// One of the neighbours that are added up. A weight must fit a signed lane, so a heavier one
/// becomes several taps.
struct Tap {
  int offset;
  int16_t weight;
};

/// An even number of them: they are multiplied in pairs.
std::vector<Tap> Taps(const std::vector<uint32_t>& weights) {
  const int radius = static_cast<int>(weights.size()) / 2;
  std::vector<Tap> taps;
  for (size_t k = 0; k < weights.size(); ++k)
    for (uint32_t rest = weights[k]; rest > 0;) {
      const uint32_t part = std::min(rest, 32767U);
      taps.push_back({static_cast<int>(k) - radius, static_cast<int16_t>(part)});
      rest -= part;
    }
  if (taps.size() % 2 == 1) taps.push_back({0, 0});
  return taps;
}

/// The weights of two taps, side by side in 32 bits.
int PairOf(const Tap& a, const Tap& b) { return static_cast<uint16_t>(a.weight) | b.weight << 16; }

__m128i Load(const int16_t* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
void Store(int16_t* at, __m128i value) { _mm_storeu_si128(reinterpret_cast<__m128i*>(at), value); }

struct Rows {
  std::vector<const int16_t*> at;  // one a tap
  std::vector<int> weights;        // one a pair of taps
};

/// out[x] = (start + weighted sum of the rows at x) >> shift, minus 32768 where `biased`, for x up
/// to the next multiple of kLanes. Of the blocks that `is_flat` the result is what `own` holds.
template <int kShift, bool kBiased, class IsFlat>
void WeighRows(const Rows& rows, uint32_t start, size_t count, const int16_t* own, IsFlat is_flat,
               int16_t* out) {
  const __m128i first = _mm_set1_epi32(static_cast<int>(start));
  const __m128i bias = _mm_set1_epi32(kBiased ? 32768 : 0);
  for (size_t x = 0; x < count; x += kLanes) {
    if (is_flat(x / kLanes)) {
      Store(out + x, Load(own + x));
      continue;
    }
    __m128i low = first, high = first;
    for (size_t k = 0; k < rows.weights.size(); ++k) {
      const __m128i a = Load(rows.at[2 * k] + x), b = Load(rows.at[2 * k + 1] + x);
      const __m128i weights = _mm_set1_epi32(rows.weights[k]);
      low = _mm_add_epi32(low, _mm_madd_epi16(_mm_unpacklo_epi16(a, b), weights));
      high = _mm_add_epi32(high, _mm_madd_epi16(_mm_unpackhi_epi16(a, b), weights));
    }
    low = _mm_sub_epi32(_mm_srli_epi32(low, kShift), bias);
    high = _mm_sub_epi32(_mm_srli_epi32(high, kShift), bias);
    Store(out + x, _mm_packs_epi32(low, high));
  }
}

/// Are the blocks at `a` and `b` all of one value?
bool AreFlat(const int16_t* a, const int16_t* b) {
  const __m128i value = _mm_set1_epi16(*a);
  const __m128i same =
      _mm_and_si128(_mm_cmpeq_epi16(Load(a), value), _mm_cmpeq_epi16(Load(b), value));
  return _mm_movemask_epi8(same) == 0xFFFF;
}

// 16-bit values are kept minus 32768. The weights sum to 65536, so the true sum is greater by this.
constexpr uint32_t kBias = 32768U * 65536U;

int16_t Signed(uint8_t value) { return value; }
int16_t Signed(uint16_t value) { return static_cast<int16_t>(value ^ 0x8000U); }

/// A row with its borders mirrored, `radius` pixels on either side.
template <class Pixel>
void Pad(const Pixel* row, int width, int channels, int radius, int16_t* padded) {
  for (int x = -radius; x < 0; ++x)
    for (int c = 0; c < channels; ++c)
      padded[(x + radius) * channels + c] = Signed(row[Mirrored(x, width) * channels + c]);
  int16_t* middle = padded + radius * channels;
  for (int i = 0; i < width * channels; ++i) middle[i] = Signed(row[i]);
  for (int x = width; x < width + radius; ++x)
    for (int c = 0; c < channels; ++c)
      padded[(x + radius) * channels + c] = Signed(row[Mirrored(x, width) * channels + c]);
}

void Unpad(const int16_t* from, size_t count, uint8_t* to) {
  for (size_t i = 0; i < count; ++i) to[i] = static_cast<uint8_t>(from[i]);
}
void Unpad(const int16_t* from, size_t count, uint16_t* to) {
  for (size_t i = 0; i < count; ++i) to[i] = static_cast<uint16_t>(from[i] ^ 0x8000);
}

/// How far a flat stretch goes on, in a row of blocks or in rows of them: most of a mask is flat,
/// and where a whole window is, blurring changes nothing.
class FlatRuns {
 public:
  FlatRuns(size_t rows, size_t blocks) : blocks_(blocks), last_(rows * blocks) {}

  /// From each block to the right.
  void LookAcross(const int16_t* row) {
    for (size_t b = blocks_; b-- > 0;) {
      const int16_t* block = row + kLanes * b;
      const bool goes_on = b + 1 < blocks_ && AreFlat(block, block + kLanes);
      last_[b] = goes_on ? last_[b + 1] : b;
    }
  }

  /// From each block down; to be called from the last row up.
  void LookDown(const int16_t* row, const int16_t* next, size_t y) {
    for (size_t b = 0; b < blocks_; ++b) {
      const bool goes_on = next != nullptr && AreFlat(row + kLanes * b, next + kLanes * b);
      last_[y * blocks_ + b] = goes_on ? last_[(y + 1) * blocks_ + b] : y;
    }
  }

  size_t Last(size_t row, size_t block) const { return last_[row * blocks_ + block]; }

 private:
  size_t blocks_;
  std::vector<size_t> last_;
};

/// Across, then down. 8-bit values keep 8 more bits between the passes.
template <class Pixel>
cv::Mat Blurred(const cv::Mat& image, const std::vector<uint32_t>& kernel) {
  constexpr bool k8 = sizeof(Pixel) == 1;
  const bool is_mask = !k8 && image.channels() == 1;
  const int channels = image.channels(), radius = static_cast<int>(kernel.size()) / 2;
  const auto length = static_cast<size_t>(image.cols * channels);
  const auto height = static_cast<size_t>(image.rows), reach = static_cast<size_t>(radius);
  const size_t stride = RoundedUp(length), padding = 2 * static_cast<size_t>(radius * channels);
  const std::vector<Tap> taps = Taps(kernel);
  Rows rows;
  for (size_t k = 0; k < taps.size(); k += 2) rows.weights.push_back(PairOf(taps[k], taps[k + 1]));

  std::vector<int16_t> between(stride * height), padded(RoundedUp(stride + padding));
  for (const Tap& tap : taps) rows.at.push_back(padded.data() + (radius + tap.offset) * channels);
  FlatRuns across(1, padded.size() / kLanes);
  for (size_t y = 0; y < height; ++y) {
    Pad(image.ptr<Pixel>(static_cast<int>(y)), image.cols, channels, radius, padded.data());
    if (is_mask) across.LookAcross(padded.data());
    constexpr int kShift = k8 ? 8 : 16;
    WeighRows<kShift, true>(
        rows, (k8 ? 0 : kBias) + (1U << (kShift - 1)), length, padded.data(),
        [&](size_t block) {
          return is_mask && kLanes * across.Last(0, block) >= kLanes * block + padding;
        },
        between.data() + stride * y);
  }

  FlatRuns down(height, stride / kLanes);
  for (size_t y = height; is_mask && y-- > 0;)
    down.LookDown(between.data() + stride * y,
                  y + 1 < height ? between.data() + stride * (y + 1) : nullptr, y);
  cv::Mat result(image.size(), image.type());
  std::vector<int16_t> sum(stride);
  for (size_t y = 0; y < height; ++y) {
    for (size_t k = 0; k < taps.size(); ++k)
      rows.at[k] = between.data() + stride * static_cast<size_t>(Mirrored(
                                                 static_cast<int>(y) + taps[k].offset, image.rows));
    const size_t top = y - std::min(y, reach), bottom = std::min(height - 1, y + reach);
    constexpr int kShift = k8 ? 24 : 16;
    WeighRows<kShift, !k8>(
        rows, kBias + (1U << (kShift - 1)), length, between.data() + stride * y,
        [&](size_t block) { return is_mask && down.Last(top, block) >= bottom; }, sum.data());
    Unpad(sum.data(), length, result.ptr<Pixel>(static_cast<int>(y)));
  }
  return result;
}

}  // namespace

std::vector<uint32_t> GaussianWeights(int size, double sigma) {
  Check(size >= 1 && size % 2 == 1 && size < 4096 && sigma > 0,
        "A Gaussian kernel needs an odd size and a positive sigma, not ", size, " and ", sigma,
        ".");
  const int radius = size / 2;
  std::vector<double> exact;
  for (int k = -radius; k <= radius; ++k)
    exact.push_back(stable::Exp(-.5 * k * k / (sigma * sigma)));
  const double total = std::accumulate(exact.begin(), exact.end(), 0.0);
  std::vector<uint32_t> weights;
  for (const double weight : exact)
    weights.push_back(static_cast<uint32_t>(std::floor(weight / total * 65536 + .5)));
  const uint32_t sum = std::accumulate(weights.begin(), weights.end(), 0U);
  weights[static_cast<size_t>(radius)] += 65536U - sum;  // modulo 2^32, so a surplus is taken away
  return weights;
}

int Mirrored(int i, int n) {
  if (i >= 0 && i < n) return i;
  if (n == 1) return 0;
  const int period = 2 * (n - 1);
  i = ((i % period) + period) % period;
  return i < n ? i : period - i;
}

double SigmaForKernel(int size) { return .3 * ((size - 1) * .5 - 1) + .8; }

cv::Mat BlurGaussian(const cv::Mat& image, int size, double sigma) {
  const std::vector<uint32_t> weights = GaussianWeights(size, sigma);
  if (image.depth() == CV_8U) return Blurred<uint8_t>(image, weights);
  Check(image.depth() == CV_16U, "BlurGaussian takes images of 8 or 16 bits.");
  return Blurred<uint16_t>(image, weights);
}

}  // namespace swapbench
