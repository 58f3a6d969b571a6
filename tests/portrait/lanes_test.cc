// SPDX-License-Identifier: Apache-2.0
// Four at once must be what one after the other is, bit for bit.
#include "portrait/lanes.h"

#include "portrait/light.h"
#include "portrait/noise.h"
#include "support.h"

namespace swapbench::portrait {
namespace {

constexpr int kDraws = 2000;

class Lanes : public testing::Test {
 protected:
  Four Draw(double low, double high) {
    Four x{};
    for (int k = 0; k < 4; ++k) x[k] = static_cast<float>(rng_.Uniform(low, high));
    return x;
  }
  Rng rng_{5, "test/lanes"};
};

int32_t Bits(float x) { return std::bit_cast<int32_t>(x); }

TEST_F(Lanes, HaveTheBitsOfTheScalarFunctions) {
  for (int i = 0; i < kDraws; ++i) {
    const Four a = Draw(-3, 3), b = Draw(-3, 3), t = Draw(-.5, 1.5), large = Draw(-140, 140);
    const Four width = Draw(.2, 4);
    const Four mixed = Mix(a, b, t), clamped = Clamp01(t), step = SmoothStep(2, -1.5f, a),
               power = Exp2(large), bell = Bell(a, t, width), spot = Spot(a, b, .4f, .3f, -1, .2f),
               between = SmoothStep(a, a + width, b), log = Log2(width), raised = Pow(t, .6f),
               absolute = Abs(a), smaller = Min(a, b), larger = Max(a, b), root = Root(Abs(a));
    for (int k = 0; k < 4; ++k) {
      EXPECT_EQ(Bits(mixed[k]), Bits(Mix(a[k], b[k], t[k])));
      EXPECT_EQ(Bits(clamped[k]), Bits(Clamp01(t[k])));
      EXPECT_EQ(Bits(step[k]), Bits(SmoothStep(2, -1.5f, a[k])));
      EXPECT_EQ(Bits(power[k]), Bits(Exp2(large[k])));
      EXPECT_EQ(Bits(bell[k]), Bits(Bell(a[k], t[k], width[k])));
      EXPECT_EQ(Bits(spot[k]), Bits(Spot(a[k], b[k], .4f, .3f, -1, .2f)));
      EXPECT_EQ(Bits(between[k]), Bits(SmoothStep(a[k], a[k] + width[k], b[k])));
      EXPECT_EQ(Bits(log[k]), Bits(Log2(width[k])));
      EXPECT_EQ(Bits(raised[k]), Bits(Pow(t[k], .6f)));
      EXPECT_EQ(Bits(absolute[k]), Bits(std::abs(a[k])));
      EXPECT_EQ(Bits(smaller[k]), Bits(std::min(a[k], b[k])));
      EXPECT_EQ(Bits(larger[k]), Bits(std::max(a[k], b[k])));
      EXPECT_EQ(Bits(root[k]), Bits(std::sqrt(std::abs(a[k]))));
    }
  }
}

TEST_F(Lanes, AreChosenOneByOne) {
  const Four a{1, 2, 3, 4}, b{5, 6, 7, 8}, chosen = Where(a < 3, a, b);
  const FourInts kinds = Where(a < 3, 9, FourInts{5, 6, 7, 8});
  for (int k = 0; k < 4; ++k) {
    EXPECT_EQ(chosen[k], k < 2 ? a[k] : b[k]);
    EXPECT_EQ(kinds[k], k < 2 ? 9 : 5 + k);
  }
  EXPECT_TRUE(Any(a > 3));
  EXPECT_FALSE(Any(a > 4));
}

TEST_F(Lanes, HaveTheBitsOfTheScalarNoise) {
  const auto noise = std::make_unique<Noise>(Rng(7, "test/noise"));
  for (int i = 0; i < kDraws; ++i) {
    const Four x = Draw(-300, 300), y = Draw(-300, 300), four = (*noise)(x, y);
    for (int k = 0; k < 4; ++k) EXPECT_EQ(Bits(four[k]), Bits((*noise)(x[k], y[k])));
  }
}

// Lanes that are thrown away later may hold anything.
TEST_F(Lanes, OfPowersAreNothingWhereNoLogarithmIs) {
  const Four power = Pow(Four{-3, 0, -1e30f, 1}, 1.2f);
  EXPECT_EQ(power[0], 0);
  EXPECT_EQ(power[1], 0);
  EXPECT_EQ(power[2], 0);
  EXPECT_EQ(power[3], 1);
}

TEST_F(Lanes, AreGatheredInPairsFromOneTable) {
  const std::array<float, 6> table = {0, 1, 2, 3, 4, 5};
  const FourPairs pairs = GatheredPairs(table.data(), FourInts{4, 0, 3, 1});
  for (int k = 0; k < 4; ++k) {
    EXPECT_EQ(pairs.first[k], (std::array<float, 4>{4, 0, 3, 1})[static_cast<size_t>(k)]);
    EXPECT_EQ(pairs.second[k], pairs.first[k] + 1);
  }
}

TEST_F(Lanes, OfNoiseRepeatAfter128Cells) {
  const auto noise = std::make_unique<Noise>(Rng(7, "test/noise"));
  for (const float at : {-.5f, -.25f, 0.f, 30.75f})
    EXPECT_EQ((*noise)(at, at + 3), (*noise)(at + 128, at + 131)) << at;
}

TEST_F(Lanes, OfVectorsHaveTheBitsOfTheScalarOnes) {
  const Rotation turn{{.8f, .6f, 0}, {-.6f, .8f, 0}, {0, 0, 1}};
  for (int i = 0; i < kDraws; ++i) {
    const FourVecs a{Draw(-9, 9), Draw(-9, 9), Draw(-9, 9)}, unit = Normalised(a);
    const FourVecs turned = Turned(turn, a);
    const Four luminance = Luminances(a);
    for (int k = 0; k < 4; ++k) {
      const Vec3 alone{a.x[k], a.y[k], a.z[k]}, one = Normalised(alone), other = turn(alone);
      EXPECT_EQ(Bits(unit.x[k]), Bits(one.x));
      EXPECT_EQ(Bits(unit.y[k]), Bits(one.y));
      EXPECT_EQ(Bits(unit.z[k]), Bits(one.z));
      EXPECT_EQ(Bits(turned.x[k]), Bits(other.x));
      EXPECT_EQ(Bits(turned.y[k]), Bits(other.y));
      EXPECT_EQ(Bits(turned.z[k]), Bits(other.z));
      EXPECT_EQ(Bits(luminance[k]), Bits(Luminance(alone)));
    }
  }
}

/// A lane's light must not depend on what the other three show.
TEST_F(Lanes, AreShadedAlone) {
  const Lighting lighting = DrawLighting(Rng(3, "test/light"));
  const auto vectors = [this](double low, double high) {
    const Four x = Draw(low, high), y = Draw(low, high);
    return FourVecs{x, y, Draw(low, high)};
  };
  const auto sometimes = [this](Four x) {
    for (int k = 0; k < 4; ++k) x[k] = rng_.Chance(.5) ? x[k] : 0;
    return x;
  };
  const auto only = [](const FourVecs& v, int k) { return All(Vec3{v.x[k], v.y[k], v.z[k]}); };
  for (int i = 0; i < kDraws; ++i) {
    FourSurfaces all;
    all.albedo = vectors(0, .6);
    all.normal = Normalised(vectors(-1, 1));
    all.strand = Normalised(vectors(-1, 1));
    all.oil = Draw(0, 1.5);
    all.wet = sometimes(Draw(0, 1));
    all.glint = sometimes(Draw(0, 1));
    all.subsurface = Draw(0, 1);
    all.sheen = sometimes(Draw(0, 1));
    all.open = Draw(.3, 1);
    const FourVecs towards = Normalised(FourVecs{Draw(-1, 1), Draw(-1, 1), Draw(.1, 1)});
    const Four lit = Draw(0, 1), open = Draw(0, 1);
    const FourVecs light = Shade(all, lighting, towards, lit, open);
    for (int k = 0; k < 4; ++k) {
      FourSurfaces alone;
      alone.albedo = only(all.albedo, k);
      alone.normal = only(all.normal, k);
      alone.strand = only(all.strand, k);
      alone.oil = All(all.oil[k]);
      alone.wet = All(all.wet[k]);
      alone.glint = All(all.glint[k]);
      alone.subsurface = All(all.subsurface[k]);
      alone.sheen = All(all.sheen[k]);
      alone.open = All(all.open[k]);
      const FourVecs same = Shade(alone, lighting, only(towards, k), All(lit[k]), All(open[k]));
      EXPECT_EQ(Bits(light.x[k]), Bits(same.x[0]));
      EXPECT_EQ(Bits(light.y[k]), Bits(same.y[0]));
      EXPECT_EQ(Bits(light.z[k]), Bits(same.z[0]));
    }
  }
}

}  // namespace
}  // namespace swapbench::portrait
