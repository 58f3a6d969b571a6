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
               power = Exp2(large), bell = Bell(a, t, width), spot = Spot(a, b, t, width, a, width),
               absolute = Abs(a), smaller = Min(a, b), larger = Max(a, b), root = Root(Abs(a));
    for (int k = 0; k < 4; ++k) {
      EXPECT_EQ(Bits(mixed[k]), Bits(Mix(a[k], b[k], t[k])));
      EXPECT_EQ(Bits(clamped[k]), Bits(Clamp01(t[k])));
      EXPECT_EQ(Bits(step[k]), Bits(SmoothStep(2, -1.5f, a[k])));
      EXPECT_EQ(Bits(power[k]), Bits(Exp2(large[k])));
      EXPECT_EQ(Bits(bell[k]), Bits(Bell(a[k], t[k], width[k])));
      EXPECT_EQ(Bits(spot[k]), Bits(Spot(a[k], b[k], t[k], width[k], a[k], width[k])));
      EXPECT_EQ(Bits(absolute[k]), Bits(std::abs(a[k])));
      EXPECT_EQ(Bits(smaller[k]), Bits(std::min(a[k], b[k])));
      EXPECT_EQ(Bits(larger[k]), Bits(std::max(a[k], b[k])));
      EXPECT_EQ(Bits(root[k]), Bits(std::sqrt(std::abs(a[k]))));
    }
  }
}

TEST_F(Lanes, HaveTheBitsOfTheScalarNoise) {
  const auto noise = std::make_unique<Noise>(Rng(7, "test/noise"));
  for (int i = 0; i < kDraws; ++i) {
    const Four x = Draw(-300, 300), y = Draw(-300, 300), four = (*noise)(x, y);
    for (int k = 0; k < 4; ++k) EXPECT_EQ(Bits(four[k]), Bits((*noise)(x[k], y[k])));
  }
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
  for (int i = 0; i < kDraws; ++i) {
    const FourVecs a{Draw(-9, 9), Draw(-9, 9), Draw(-9, 9)}, unit = Normalised(a);
    for (int k = 0; k < 4; ++k) {
      const Vec3 one = Normalised(Vec3{a.x[k], a.y[k], a.z[k]});
      EXPECT_EQ(Bits(unit.x[k]), Bits(one.x));
      EXPECT_EQ(Bits(unit.y[k]), Bits(one.y));
      EXPECT_EQ(Bits(unit.z[k]), Bits(one.z));
    }
  }
}

/// A lane's light must not depend on what the other three show.
TEST_F(Lanes, AreShadedAlone) {
  const Lighting lighting = DrawLighting(Rng(3, "test/light"));
  const auto draw_material = [this] {
    const auto draw = [this](double low, double high) {
      return static_cast<float>(rng_.Uniform(low, high));
    };
    const auto vector = [&](double low, double high) {
      const float x = draw(low, high), y = draw(low, high);
      return Vec3{x, y, draw(low, high)};
    };
    Material m;
    m.albedo = vector(0, .6);
    m.normal = Normalised(vector(-1, 1));
    m.strand = Normalised(vector(-1, 1));
    m.oil = draw(0, 1.5);
    m.wet = rng_.Chance(.5) ? draw(0, 1) : 0;
    m.glint = rng_.Chance(.5) ? draw(0, 1) : 0;
    m.subsurface = draw(0, 1);
    m.sheen = rng_.Chance(.5) ? draw(0, 1) : 0;
    m.open = draw(.3, 1);
    return m;
  };
  for (int i = 0; i < kDraws; ++i) {
    std::array<Material, 4> materials;
    FourSurfaces all{};
    for (size_t k = 0; k < 4; ++k) {
      materials[k] = draw_material();
      all.Put(k, {}, materials[k]);
    }
    const FourVecs towards = Normalised(FourVecs{Draw(-1, 1), Draw(-1, 1), Draw(.1, 1)});
    const Four lit = Draw(0, 1), open = Draw(0, 1);
    const FourVecs light = Shade(all, lighting, towards, lit, open);
    for (size_t k = 0; k < 4; ++k) {
      FourSurfaces alone{};
      for (size_t lane = 0; lane < 4; ++lane) alone.Put(lane, {}, materials[k]);
      const FourVecs same =
          Shade(alone, lighting, All(Vec3{towards.x[k], towards.y[k], towards.z[k]}), All(lit[k]),
                All(open[k]));
      EXPECT_EQ(Bits(light.x[k]), Bits(same.x[0]));
      EXPECT_EQ(Bits(light.y[k]), Bits(same.y[0]));
      EXPECT_EQ(Bits(light.z[k]), Bits(same.z[0]));
    }
  }
}

}  // namespace
}  // namespace swapbench::portrait
