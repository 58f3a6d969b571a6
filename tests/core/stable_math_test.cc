// SPDX-License-Identifier: Apache-2.0
#include "core/stable_math.h"

#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/rng.h"
#include "support.h"

namespace swapbench {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int kDraws = 200000;

/// |got - truth| in units in the last place of truth; the truth comes from the 64-bit mantissa of
/// long double.
double UlpError(double got, long double truth) {
  int exponent = 0;
  std::frexp(static_cast<double>(truth), &exponent);
  const double ulp = std::ldexp(1., std::max(exponent - 53, -1074));
  return static_cast<double>(std::fabs(static_cast<long double>(got) - truth) / ulp);
}

double AbsoluteError(double got, long double truth) {
  return static_cast<double>(std::fabs(static_cast<long double>(got) - truth));
}

template <class Function, class Truth, class ErrorOfTwo>
double WorstError(double low, double high, Function function, Truth truth, ErrorOfTwo error) {
  Rng rng(1, "stable_math_test");
  double worst = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = rng.Uniform(low, high);
    worst = std::max(worst, error(function(x), truth(static_cast<long double>(x))));
  }
  return worst;
}

TEST(StableMath, ExpIsWithinOneUlpDownToTheSubnormals) {
  const auto truth = [](long double x) { return std::exp(x); };
  EXPECT_LT(WorstError(-745, 709.78, stable::Exp, truth, UlpError), 1);
  EXPECT_LT(WorstError(-1, 1, stable::Exp, truth, UlpError), 1);
  EXPECT_EQ(stable::Exp(0), 1);
  EXPECT_EQ(stable::Exp(-746), 0);
  EXPECT_EQ(stable::Exp(-kInfinity), 0);
  EXPECT_EQ(stable::Exp(709.79), kInfinity);
  EXPECT_TRUE(std::isfinite(stable::Exp(709.78)));
  EXPECT_TRUE(std::isnan(stable::Exp(kNaN)));
}

TEST(StableMath, LogIsWithinOneUlpForEveryPositiveNumber) {
  const auto truth = [](long double x) { return std::log(x); };
  EXPECT_LT(WorstError(.5, 2, stable::Log, truth, UlpError), 1);
  EXPECT_LT(WorstError(.99, 1.01, stable::Log, truth, UlpError), 1);
  Rng rng(1, "any positive double");
  for (int i = 0; i < kDraws; ++i) {
    const double x = std::bit_cast<double>(rng.Bits() >> 1);
    if (!std::isfinite(x) || x == 0) continue;
    ASSERT_LT(UlpError(stable::Log(x), std::log(static_cast<long double>(x))), 1) << x;
  }
  const double smallest = std::numeric_limits<double>::denorm_min();
  EXPECT_LT(UlpError(stable::Log(smallest), -1074 * std::numbers::ln2_v<long double>), 1);
  EXPECT_EQ(stable::Log(1), 0);
  EXPECT_EQ(stable::Log(0), -kInfinity);
  EXPECT_EQ(stable::Log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(stable::Log(-1)));
}

TEST(StableMath, SinAndCosAreWithinTheStatedAbsoluteError) {
  for (const double range : {.8, 10., 1e3, 1e6}) {
    const auto sine = [](long double x) { return std::sin(x); };
    const auto cosine = [](long double x) { return std::cos(x); };
    EXPECT_LT(WorstError(-range, range, stable::Sin, sine, AbsoluteError), 2e-16) << range;
    EXPECT_LT(WorstError(-range, range, stable::Cos, cosine, AbsoluteError), 2e-16) << range;
  }
  EXPECT_EQ(stable::Sin(0), 0);
  EXPECT_EQ(stable::Cos(0), 1);
  for (const double x : {kInfinity, -kInfinity, kNaN}) {
    EXPECT_TRUE(std::isnan(stable::Sin(x)));
    EXPECT_TRUE(std::isnan(stable::Cos(x)));
  }
}

TEST(StableMath, Atan2CoversTheWholePlane) {
  Rng rng(1, "plane");
  for (int i = 0; i < kDraws; ++i) {
    const double scale = i % 3 == 0 ? 1e-7 : 1;
    const double y = rng.Uniform(-10, 10) * scale, x = rng.Uniform(-10, 10);
    const long double truth = std::atan2(static_cast<long double>(y), static_cast<long double>(x));
    ASSERT_LT(AbsoluteError(stable::Atan2(y, x), truth), 1e-15) << y << ' ' << x;
  }
  const double pi = std::numbers::pi;
  EXPECT_EQ(stable::Atan2(0, 1), 0);
  EXPECT_EQ(stable::Atan2(0, -1), pi);
  EXPECT_EQ(stable::Atan2(-0., -1), -pi);
  EXPECT_EQ(stable::Atan2(1, 0), pi / 2);
  EXPECT_EQ(stable::Atan2(-1, 0), -pi / 2);
  EXPECT_EQ(stable::Atan2(0, 0), 0);
  EXPECT_DOUBLE_EQ(stable::Atan2(1, 1), pi / 4);
  EXPECT_DOUBLE_EQ(stable::Atan2(-1, -1), -3 * pi / 4);
}

TEST(StableMath, PowIsWithinItsRelativeError) {
  Rng rng(1, "bases and exponents");
  for (int i = 0; i < kDraws; ++i) {
    const double x = rng.Uniform(0, i % 2 == 0 ? 1 : 100), y = rng.Uniform(-50, 50);
    const long double truth = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    if (!(truth > 1e-300L && truth < 1e300L)) continue;
    const long double error = std::fabs(static_cast<long double>(stable::Pow(x, y)) - truth);
    ASSERT_LT(static_cast<double>(error / truth), 1e-13) << x << '^' << y;
  }
  EXPECT_EQ(stable::Pow(0, 0), 1);
  EXPECT_EQ(stable::Pow(0, 2), 0);
  EXPECT_EQ(stable::Pow(0, -1), kInfinity);
  EXPECT_EQ(stable::Pow(1, 1e300), 1);
  EXPECT_TRUE(std::isnan(stable::Pow(-2, 2)));
}

TEST(StableMath, TanhKeepsItsDigitsNearZeroAndIsOdd) {
  const auto truth = [](long double x) { return std::tanh(x); };
  for (const double range : {30., 1., .1, 1e-6, 1e-300})
    EXPECT_LT(WorstError(-range, range, stable::Tanh, truth, UlpError), 3) << range;
  for (const double x : {1e-9, .3, .4999, .5, 2., 25.})
    EXPECT_EQ(stable::Tanh(-x), -stable::Tanh(x));
  EXPECT_EQ(stable::Tanh(0), 0);
  EXPECT_EQ(stable::Tanh(kInfinity), 1);
  EXPECT_TRUE(std::isnan(stable::Tanh(kNaN)));
}

}  // namespace
}  // namespace swapbench
