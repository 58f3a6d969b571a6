// SPDX-License-Identifier: Apache-2.0
#include "core/stable_math.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace swapbench::stable {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
// ln 2 and pi/2 in two parts, the first with trailing zeros, so that k * first is exact for the k
// that occur.
constexpr double kLn2High = 0x1.62e42fee00000p-1, kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kHalfPiHigh = 0x1.921fb54400000p+0, kHalfPiMiddle = 0x1.0b4611a600000p-34,
                 kHalfPiLow = 0x1.3198a2e037073p-69;

/// c[0] + x (c[1] + x (c[2] + ...)).
template <size_t N>
double Horner(double x, const std::array<double, N>& c) {
  double sum = c[N - 1];
  for (size_t i = N - 1; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

double PowerOfTwo(int exponent) {  // exponent in -1022..1023
  return std::bit_cast<double>(static_cast<uint64_t>(exponent + 1023) << 52);
}

/// sin on |x| <= pi/4, Taylor to x^17.
double SinKernel(double x) {
  static constexpr std::array<double, 8> kCoefficients = {
      -1. / 6,        1. / 120,         -1. / 5040,           1. / 362880,
      -1. / 39916800, 1. / 6227020800., -1. / 1307674368000., 1. / 355687428096000.};
  const double z = x * x;
  return x + x * z * Horner(z, kCoefficients);
}

/// cos on |x| <= pi/4, Taylor to x^16.
double CosKernel(double x) {
  static constexpr std::array<double, 7> kCoefficients = {
      1. / 24,         -1. / 720,          1. / 40320,          -1. / 3628800,
      1. / 479001600., -1. / 87178291200., 1. / 20922789888000.};
  const double z = x * x;
  const double half = .5 * z;
  const double head = 1 - half;
  return head + ((1 - head - half) + z * z * Horner(z, kCoefficients));
}

struct Reduced {
  double rest;   // in [-pi/4, pi/4]
  int quadrant;  // 0..3
};

Reduced ReduceHalfPi(double x) {
  if (!std::isfinite(x)) return {kNaN, 0};
  const double k = std::floor(x * (2 / std::numbers::pi) + .5);
  const double rest = ((x - k * kHalfPiHigh) - k * kHalfPiMiddle) - k * kHalfPiLow;
  return {rest, static_cast<int>(static_cast<int64_t>(k) & 3)};
}

/// atan on |x| <= tan(pi/16).
double AtanKernel(double x) {
  static constexpr std::array<double, 11> kCoefficients = {-1. / 3,  1. / 5,  -1. / 7,  1. / 9,
                                                           -1. / 11, 1. / 13, -1. / 15, 1. / 17,
                                                           -1. / 19, 1. / 21, -1. / 23};
  const double z = x * x;
  return x + x * z * Horner(z, kCoefficients);
}

double AtanPositive(double t) {  // t >= 0
  if (t > 1) return std::numbers::pi / 2 - AtanPositive(1 / t);
  // tan(pi/8) and tan(3 pi/16): shift by pi/8 or pi/4 so that the kernel sees a small argument.
  constexpr double kTanPi16 = 0.19891236737965800691, kTan3Pi16 = 0.66817863791929891999,
                   kTanPi8 = 0.41421356237309504880;
  if (t <= kTanPi16) return AtanKernel(t);
  if (t <= kTan3Pi16) return std::numbers::pi / 8 + AtanKernel((t - kTanPi8) / (1 + t * kTanPi8));
  return std::numbers::pi / 4 + AtanKernel((t - 1) / (1 + t));
}

}  // namespace

double Exp(double x) {
  if (std::isnan(x)) return x;
  if (x > 709.782712893384) return kInfinity;
  if (x < -745.2) return 0;
  const double k = std::floor(x * std::numbers::log2e + .5);
  const double rest = (x - k * kLn2High) - k * kLn2Low;  // |rest| <= ln2 / 2
  static constexpr std::array<double, 13> kCoefficients = {
      1. / 2,          1. / 6,           1. / 24,          1. / 120,     1. / 720,
      1. / 5040,       1. / 40320,       1. / 362880,      1. / 3628800, 1. / 39916800,
      1. / 479001600., 1. / 6227020800., 1. / 87178291200.};
  const double value = 1 + (rest + rest * rest * Horner(rest, kCoefficients));
  const int exponent = static_cast<int>(k);
  if (exponent > 1000) return value * PowerOfTwo(1000) * PowerOfTwo(exponent - 1000);
  if (exponent < -1000) return value * PowerOfTwo(-1000) * PowerOfTwo(exponent + 1000);
  return value * PowerOfTwo(exponent);
}

double Log(double x) {
  if (std::isnan(x) || x < 0) return kNaN;
  if (x == 0) return -kInfinity;
  if (x == kInfinity) return x;
  int exponent = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  if (mantissa > std::numbers::sqrt2) {
    mantissa *= .5;
    ++exponent;
  }
  // log m = 2 atanh(s), s = f / (2 + f); rearranged so that the leading term f is exact.
  const double f = mantissa - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  static constexpr std::array<double, 11> kCoefficients = {2. / 3,  2. / 5,  2. / 7,  2. / 9,
                                                           2. / 11, 2. / 13, 2. / 15, 2. / 17,
                                                           2. / 19, 2. / 21, 2. / 23};
  const double half_square = .5 * f * f;
  const double tail = z * Horner(z, kCoefficients);
  return exponent * kLn2High +
         (f - (half_square - (s * (half_square + tail) + exponent * kLn2Low)));
}

double Pow(double x, double y) {
  if (y == 0) return 1;
  if (x == 0) return y > 0 ? 0 : kInfinity;
  return Exp(y * Log(x));
}

double Sin(double x) {
  const auto [rest, quadrant] = ReduceHalfPi(x);
  const double value = (quadrant & 1) != 0 ? CosKernel(rest) : SinKernel(rest);
  return (quadrant & 2) != 0 ? -value : value;
}

double Cos(double x) {
  const auto [rest, quadrant] = ReduceHalfPi(x);
  const double value = (quadrant & 1) != 0 ? SinKernel(rest) : CosKernel(rest);
  return quadrant == 1 || quadrant == 2 ? -value : value;
}

double Atan2(double y, double x) {
  if (std::isnan(x) || std::isnan(y)) return kNaN;
  if (x == 0 && y == 0) return std::signbit(x) ? std::copysign(std::numbers::pi, y) : y;
  const double ax = std::fabs(x), ay = std::fabs(y);
  double angle = ay <= ax ? AtanPositive(ay / ax) : std::numbers::pi / 2 - AtanPositive(ax / ay);
  if (std::signbit(x)) angle = std::numbers::pi - angle;
  return std::copysign(angle, y);
}

double Tanh(double x) {
  const double magnitude = std::fabs(x);
  if (magnitude > 20) return std::copysign(1., x);
  if (magnitude < .5) {  // Lambert's continued fraction, where the quotient below would cancel
    double denominator = 15;
    for (int odd = 13; odd >= 1; odd -= 2) denominator = odd + x * x / denominator;
    return x / denominator;
  }
  const double e = Exp(2 * magnitude);
  return std::copysign((e - 1) / (e + 1), x);
}

}  // namespace swapbench::stable
