// SPDX-License-Identifier: Apache-2.0
/// Small vectors and fast elementary functions in single precision. Like core/stable_math.h these
/// are plain IEEE operations, hence the same bits on every x86-64, but inline and good to about
/// 1e-6: enough for a picture, several times faster.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace swapbench::portrait {

struct Vec2 {
  float x = 0, y = 0;
};

/// Millimetres where it is a place, linear RGB where it is a colour.
struct Vec3 {
  float x = 0, y = 0, z = 0;
};
using Colour = Vec3;

inline Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
inline Vec2 operator-(Vec2 a, Vec2 b) { return {a.x - b.x, a.y - b.y}; }
inline Vec2 operator*(Vec2 a, float s) { return {a.x * s, a.y * s}; }
inline Vec3 operator+(Vec3 a, Vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
inline Vec3 operator-(Vec3 a, Vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
inline Vec3 operator*(Vec3 a, float s) { return {a.x * s, a.y * s, a.z * s}; }
inline Vec3 operator*(Vec3 a, Vec3 b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
inline float Dot(Vec2 a, Vec2 b) { return a.x * b.x + a.y * b.y; }
inline float Cross(Vec2 a, Vec2 b) { return a.x * b.y - a.y * b.x; }
inline float Dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline Vec3 Cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float Length(Vec3 a) { return std::sqrt(Dot(a, a)); }
inline Vec3 Normalised(Vec3 a) { return a * (1 / std::max(Length(a), 1e-12f)); }
/// Twice that of the triangle, positive where a, b, c go anticlockwise and y points up.
inline float Area(Vec2 a, Vec2 b, Vec2 c) { return Cross(b - a, c - a); }
inline float Luminance(Colour c) { return .2126f * c.x + .7152f * c.y + .0722f * c.z; }

inline float Clamp01(float x) { return std::clamp(x, 0.f, 1.f); }
inline float Mix(float a, float b, float t) { return a + (b - a) * t; }
inline Vec2 Mix(Vec2 a, Vec2 b, float t) { return a + (b - a) * t; }
inline Vec3 Mix(Vec3 a, Vec3 b, float t) { return a + (b - a) * t; }

/// 0 at `from`, 1 at `to`, smooth; `from` may be the larger one.
inline float SmoothStep(float from, float to, float x) {
  const float t = Clamp01((x - from) * (1 / (to - from)));  // folded where the bounds are constants
  return t * t * (3 - 2 * t);
}

/// 2^x for |x| < 126; relative error below 3e-6.
inline float Exp2(float x) {
  x = std::clamp(x, -125.f, 125.f);
  const int whole = static_cast<int>(x + (x < 0 ? -.5f : .5f));
  const float f = x - static_cast<float>(whole);
  const float power =
      1 + f * (.693147182f +
               f * (.240226462f + f * (.0555033018f + f * (.00961812911f + f * .00133335581f))));
  return power * std::bit_cast<float>((whole + 127) << 23);
}
inline float Exp(float x) { return Exp2(x * 1.44269504f); }

/// Base 2, x > 0 and not subnormal; absolute error below 1e-6.
inline float Log2(float x) {
  const auto bits = std::bit_cast<int32_t>(x);
  const int32_t shifted = bits - 0x3f3504f3;  // mantissa from sqrt(1/2) to sqrt(2)
  const int32_t exponent = shifted >> 23;
  const float m = std::bit_cast<float>(bits - exponent * (1 << 23));
  const float s = (m - 1) / (m + 1), z = s * s;
  return static_cast<float>(exponent) +
         s * (2.88539008f + z * (.961796694f + z * (.577078016f + z * .412198583f)));
}

/// x >= 0.
inline float Pow(float x, float y) { return x <= 1e-30f ? 0.f : Exp2(y * Log2(x)); }

/// exp(-((x - centre) / width)^2 / 2).
inline float Bell(float x, float centre, float width) {
  const float u = (x - centre) * (1 / width);
  return Exp(-.5f * u * u);
}

/// The same in the plane: the product of two bells, 0 beyond five widths.
inline float Spot(float x, float y, float centre_x, float width_x, float centre_y, float width_y) {
  const float u = (x - centre_x) * (1 / width_x), v = (y - centre_y) * (1 / width_y),
              square = u * u + v * v;
  return square < 25 ? Exp(-.5f * square) : 0.f;
}

/// A rotation: rows are the axes of the turned frame.
struct Rotation {
  Vec3 x{1, 0, 0}, y{0, 1, 0}, z{0, 0, 1};
  Vec3 operator()(Vec3 p) const { return {Dot(x, p), Dot(y, p), Dot(z, p)}; }
};

}  // namespace swapbench::portrait
