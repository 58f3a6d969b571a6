// SPDX-License-Identifier: Apache-2.0
/// Four numbers at once. Each lane has the bits of the function of the same name in math.h: the
/// operations are those of IEEE, in the same order, and every x86-64 has them four wide.
#pragma once

#include <xmmintrin.h>

#include "portrait/math.h"

namespace swapbench::portrait {

typedef float Four __attribute__((vector_size(16)));
typedef int32_t FourInts __attribute__((vector_size(16)));
typedef uint32_t FourWords __attribute__((vector_size(16)));

inline Four All(float x) { return Four{x, x, x, x}; }
inline FourInts Truncated(Four x) { return __builtin_convertvector(x, FourInts); }
inline Four ToFloats(FourInts x) { return __builtin_convertvector(x, Four); }
inline Four Abs(Four x) { return std::bit_cast<Four>(std::bit_cast<FourInts>(x) & 0x7fffffff); }
// As std::max and std::min, which keep a where the two are equal.
inline Four Max(Four a, Four b) { return _mm_max_ps(b, a); }
inline Four Min(Four a, Four b) { return _mm_min_ps(b, a); }
inline Four Root(Four x) { return _mm_sqrt_ps(x); }

/// Where a condition holds a lane is -1, elsewhere 0, as comparisons give it.
inline bool Any(FourInts lanes) { return _mm_movemask_ps(std::bit_cast<Four>(lanes)) != 0; }
inline Four Where(FourInts lanes, Four a, Four b) {
  return std::bit_cast<Four>((lanes & std::bit_cast<FourInts>(a)) |
                             (~lanes & std::bit_cast<FourInts>(b)));
}
inline FourInts Where(FourInts lanes, int a, FourInts b) { return (lanes & a) | (~lanes & b); }

/// table[at], lane by lane.
inline Four Gathered(const float* table, FourInts at) {
  return Four{table[at[0]], table[at[1]], table[at[2]], table[at[3]]};
}

/// table[at] and its successor table[at + 1], lane by lane.
struct FourPairs {
  Four first, second;
};
inline FourPairs GatheredPairs(const float* table, FourInts at) {
  const auto two = [table](int32_t a, int32_t b) {
    const __m128 low = _mm_loadl_pi(_mm_setzero_ps(), reinterpret_cast<const __m64*>(table + a));
    return _mm_loadh_pi(low, reinterpret_cast<const __m64*>(table + b));
  };
  const Four ab = two(at[0], at[1]), cd = two(at[2], at[3]);
  return {_mm_shuffle_ps(ab, cd, _MM_SHUFFLE(2, 0, 2, 0)),
          _mm_shuffle_ps(ab, cd, _MM_SHUFFLE(3, 1, 3, 1))};
}

inline Four Mix(Four a, Four b, Four t) { return a + (b - a) * t; }
inline Four Clamp01(Four x) { return Min(Max(x, All(0)), All(1)); }
inline Four SmoothStep(float from, float to, Four x) {
  const Four t = Clamp01((x - from) * (1 / (to - from)));
  return t * t * (3 - 2 * t);
}
inline Four SmoothStep(Four from, Four to, Four x) {
  const Four t = Clamp01((x - from) * (1 / (to - from)));
  return t * t * (3 - 2 * t);
}

inline Four Exp2(Four x) {
  x = Min(Max(x, All(-125)), All(125));
  const FourInts whole = Truncated(x + (x < 0 ? All(-.5f) : All(.5f)));
  const Four f = x - ToFloats(whole);
  const Four power =
      1 + f * (.693147182f +
               f * (.240226462f + f * (.0555033018f + f * (.00961812911f + f * .00133335581f))));
  return power * std::bit_cast<Four>((whole + 127) << 23);
}
inline Four Exp(Four x) { return Exp2(x * 1.44269504f); }

/// Of a lane that is not above 0: anything.
inline Four Log2(Four x) {
  const FourWords bits = std::bit_cast<FourWords>(x);
  const FourInts exponent = std::bit_cast<FourInts>(bits - 0x3f3504f3u) >> 23;
  const Four m = std::bit_cast<Four>(bits - (std::bit_cast<FourWords>(exponent) << 23));
  const Four s = (m - 1) / (m + 1), z = s * s;
  return ToFloats(exponent) +
         s * (2.88539008f + z * (.961796694f + z * (.577078016f + z * .412198583f)));
}
inline Four Pow(Four x, float y) { return Where(x <= 1e-30f, All(0), Exp2(y * Log2(x))); }

inline Four Bell(Four x, Four centre, Four width) {
  const Four u = (x - centre) * (1 / width);
  return Exp(-.5f * u * u);
}

/// Four vectors.
struct FourVecs {
  Four x, y, z;
};
inline FourVecs All(Vec3 v) { return {All(v.x), All(v.y), All(v.z)}; }
inline FourVecs operator+(const FourVecs& a, const FourVecs& b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline FourVecs operator-(const FourVecs& a, const FourVecs& b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline FourVecs operator*(const FourVecs& a, Four s) { return {a.x * s, a.y * s, a.z * s}; }
inline FourVecs operator*(const FourVecs& a, const FourVecs& b) {
  return {a.x * b.x, a.y * b.y, a.z * b.z};
}
inline Four Dot(const FourVecs& a, const FourVecs& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline FourVecs Normalised(const FourVecs& a) {
  return a * (1 / Max(Root(Dot(a, a)), All(1e-12f)));
}
inline FourVecs Mix(const FourVecs& a, const FourVecs& b, Four t) { return a + (b - a) * t; }
inline FourVecs Where(FourInts lanes, const FourVecs& a, const FourVecs& b) {
  return {Where(lanes, a.x, b.x), Where(lanes, a.y, b.y), Where(lanes, a.z, b.z)};
}
inline Four Luminances(const FourVecs& c) { return .2126f * c.x + .7152f * c.y + .0722f * c.z; }
inline FourVecs Turned(const Rotation& turn, const FourVecs& p) {
  return {Dot(All(turn.x), p), Dot(All(turn.y), p), Dot(All(turn.z), p)};
}

/// One spot over four places.
inline Four Spot(Four x, Four y, float centre_x, float width_x, float centre_y, float width_y) {
  const Four u = (x - centre_x) * (1 / width_x), v = (y - centre_y) * (1 / width_y),
             square = u * u + v * v;
  const FourInts within = square < 25;
  return Any(within) ? Where(within, Exp(-.5f * square), All(0)) : All(0);
}

}  // namespace swapbench::portrait
