// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/stable_math.h"
#include "portrait/curve.h"
#include "portrait/expression.h"
#include "portrait/math.h"
#include "portrait/surface.h"
#include "support.h"

namespace swapbench::portrait {
namespace {

TEST(FastMath, ExpAndPowAreGoodToAFewMillionths) {
  for (double x = -20; x <= 3; x += .0137) {
    const float value = Exp(static_cast<float>(x));
    EXPECT_NEAR(value / stable::Exp(static_cast<float>(x)), 1, 5e-6) << x;
  }
  for (double x = 1e-4; x < 200; x *= 1.07)
    for (const double y : {-.4255, .45, 2.35})
      EXPECT_NEAR(Pow(static_cast<float>(x), static_cast<float>(y)) /
                      stable::Pow(static_cast<float>(x), static_cast<float>(y)),
                  1, 2e-5)
          << x << " to the " << y;
  EXPECT_EQ(Pow(0, 2), 0);
  EXPECT_EQ(Exp(0), 1);
}

TEST(Curve, GoesThroughItsKeysAndNeverBeyondThem) {
  const Curve curve({{0, 0}, {1, 5}, {2, 5}, {4, 1}});
  EXPECT_FLOAT_EQ(curve(0), 0);
  EXPECT_FLOAT_EQ(curve(1), 5);
  EXPECT_FLOAT_EQ(curve(2), 5);
  EXPECT_FLOAT_EQ(curve(4), 1);
  EXPECT_FLOAT_EQ(curve(-3), 0);
  EXPECT_FLOAT_EQ(curve(9), 1);
  for (float x = 0; x <= 4; x += .01f) {
    EXPECT_GE(curve(x), -1e-5f);
    EXPECT_LE(curve(x), 5 + 1e-5f);
  }
  float before = curve(0);
  for (float x = .01f; x <= 1; x += .01f) {
    EXPECT_GE(curve(x), before - 1e-5f);
    before = curve(x);
  }
}

TEST(Curve, RefusesKeysOutOfOrder) {
  EXPECT_THAT(ErrorOf([] { Curve({{0, 0}, {0, 1}}); }), testing::HasSubstr("out of order"));
}

TEST(HeadSurface, CanBeFoundByAzimuthOrByItsCanonicalPlace) {
  for (uint64_t person = 0; person < 20; ++person) {
    const HeadSurface surface(DrawIdentity(1, person));
    for (const float y : {-70.f, -40.f, -10.f, 20.f}) {
      for (const float azimuth : {-30.f, 0.f, 12.f}) {
        const Vec3 a = surface.At(azimuth, y), b = surface.OnFace({a.x, a.y});
        EXPECT_NEAR(a.z, b.z, .01) << person;
      }
    }
  }
}

TEST(HeadSurface, IsSymmetricAndHeadSized) {
  for (uint64_t person = 0; person < 50; ++person) {
    const HeadSurface surface(DrawIdentity(2, person));
    const Vec3 right = surface.At(90, 0), left = surface.At(-90, 0);
    EXPECT_FLOAT_EQ(right.x, -left.x);
    EXPECT_GT(right.x, 58);  // half the breadth of a head, millimetres
    EXPECT_LT(right.x, 90);
    const Identity& p = surface.identity();
    const float nose = surface.OnFace({0, p.subnasale + 10}).z,
                lips = surface.OnFace({0, p.stomion + 3}).z;
    EXPECT_GT(nose, lips + 5);
    EXPECT_GT(nose, surface.OnFace({p.eye_x, 0}).z + 15);
  }
}

TEST(Deformation, LeavesANeutralFaceAlone) {
  Identity identity = DrawIdentity(3, 0);
  identity.asymmetry = 0;
  const Deformation still(identity, Expression{});
  const Vec3 p = still(Vec3{10, -60, 90});
  EXPECT_EQ(p.x, 10);
  EXPECT_EQ(p.y, -60);
  EXPECT_EQ(p.z, 90);
}

TEST(Deformation, OpensTheMouthBetweenTheLips) {
  Identity identity = DrawIdentity(3, 0);
  identity.asymmetry = 0;
  Expression expression;
  expression.jaw = .2f;
  const Deformation opened(identity, expression);
  const float above = opened(Vec3{0, identity.stomion + .6f, 95}).y;
  const float below = opened(Vec3{0, identity.stomion - .6f, 95}).y;
  // A hinge 89 mm behind the lips, opened by .2 radians.
  EXPECT_NEAR(above - below, 89 * .2, 3.5);
  const float brow = opened(Vec3{0, 20, 100}).y;
  EXPECT_FLOAT_EQ(brow, 20);
}

}  // namespace
}  // namespace swapbench::portrait
