// SPDX-License-Identifier: Apache-2.0
#include "core/rng.h"

#include <Random123/philox.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "core/parallel.h"
#include "support.h"

namespace swapbench {
namespace {

using Block = std::array<uint64_t, 4>;

Block Philox(const Block& counter, const std::array<uint64_t, 2>& key) {
  const r123::Philox4x64::ctr_type words = {{counter[0], counter[1], counter[2], counter[3]}};
  const auto block = r123::Philox4x64()(words, {{key[0], key[1]}});
  return {block[0], block[1], block[2], block[3]};
}

TEST(Rng, PhiloxGivesItsPublishedAnswers) {  // Random123's kat_vectors, philox4x64 10
  EXPECT_EQ(Philox({0, 0, 0, 0}, {0, 0}), (Block{0x16554d9eca36314c, 0xdb20fe9d672d0fdc,
                                                 0xd7e772cee186176b, 0x7e68b68aec7ba23b}));
  const uint64_t f = ~uint64_t{0};
  EXPECT_EQ(Philox({f, f, f, f}, {f, f}), (Block{0x87b092c3013fe90b, 0x438c3c67be8d0224,
                                                 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}));
  EXPECT_EQ(
      Philox({0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
             {0x452821e638d01377, 0xbe5466cf34e90c6c}),
      (Block{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}));
}

TEST(Rng, AStreamIsTheCounterSequenceOfItsName) {
  // numpy.random.Philox(key=[7, XXH3("")], counter=[0, 5, 0, 0] and [1, 5, 0, 0]).
  Rng rng(7, "", 5);
  constexpr std::array<uint64_t, 8> kWords = {
      0xe24430baa0593f0b, 0x0ebdd50d75e8f28d, 0x71938d9e11f955d4, 0xfce539b8c965985a,
      0x5ef79cabd226c54f, 0xf3e24ed4160a2739, 0x10704468275adac4, 0x08cbb595a2920f4e};
  for (const uint64_t word : kWords) EXPECT_EQ(rng.Bits(), word);
}

TEST(Rng, EveryPartOfTheNameChangesTheStream) {
  const uint64_t first = Rng(1, "a", 0).Bits();
  EXPECT_EQ(Rng(1, "a", 0).Bits(), first);
  EXPECT_NE(Rng(2, "a", 0).Bits(), first);
  EXPECT_NE(Rng(1, "b", 0).Bits(), first);
  EXPECT_NE(Rng(1, "a", 1).Bits(), first);
}

TEST(Rng, ASubstreamIgnoresThePositionAndKnowsItsParent) {
  Rng rng(1, "a", 3);
  const uint64_t before = rng.Substream("b", 4).Bits();
  rng.Bits();
  EXPECT_EQ(rng.Substream("b", 4).Bits(), before);
  EXPECT_NE(rng.Substream("b", 5).Bits(), before);
  EXPECT_NE(rng.Substream("c", 4).Bits(), before);
  EXPECT_NE(Rng(1, "a", 2).Substream("b", 4).Bits(), before);
  EXPECT_NE(Rng(1, "x", 3).Substream("b", 4).Bits(), before);
  EXPECT_NE(Rng(2, "a", 3).Substream("b", 4).Bits(), before);
}

TEST(Rng, ACopyGoesOnFromTheSamePosition) {
  Rng rng(1, "copy");
  rng.Normal();  // leaves the second normal of the pair behind
  Rng copy = rng;
  for (int i = 0; i < 9; ++i) EXPECT_EQ(copy.Normal(), rng.Normal());
}

TEST(Rng, StreamsDoNotDependOnThreads) {
  const auto draw = [](int threads) {
    std::vector<double> numbers(500);
    ParallelFor(numbers.size(), threads,
                [&](size_t i) { numbers[i] = Rng(9, "threads", i).Normal(); });
    return numbers;
  };
  EXPECT_EQ(draw(1), draw(8));
}

struct Moments {
  double mean, variance, skewness, kurtosis;
};

template <class Draw>
Moments MomentsOf(int n, Draw draw) {
  std::vector<double> x(static_cast<size_t>(n));
  for (double& value : x) value = draw();
  const double mean = std::accumulate(x.begin(), x.end(), 0.) / n;
  std::array<double, 5> central{};
  for (const double value : x)
    for (size_t k = 2; k <= 4; ++k)
      central[k] += std::pow(value - mean, static_cast<double>(k)) / n;
  return {mean, central[2], central[3] / std::pow(central[2], 1.5),
          central[4] / (central[2] * central[2])};
}

TEST(Rng, UniformHasTheMomentsOfTheUniform) {
  Rng rng(1, "uniform");
  const Moments m = MomentsOf(400000, [&] { return rng.Uniform(); });
  EXPECT_NEAR(m.mean, .5, 4 * std::sqrt(1. / 12 / 400000));
  EXPECT_NEAR(m.variance, 1. / 12, 5e-4);
  EXPECT_NEAR(m.skewness, 0, .02);
  EXPECT_NEAR(m.kurtosis, 1.8, .01);
}

TEST(Rng, NormalHasTheMomentsAndTailsOfTheNormal) {
  Rng rng(1, "normal");
  int beyond_two = 0, beyond_four = 0;
  const Moments m = MomentsOf(400000, [&] {
    const double x = rng.Normal();
    beyond_two += std::fabs(x) > 2 ? 1 : 0;
    beyond_four += std::fabs(x) > 4 ? 1 : 0;
    return x;
  });
  EXPECT_NEAR(m.mean, 0, 4 / std::sqrt(400000.));
  EXPECT_NEAR(m.variance, 1, 4 * std::sqrt(2. / 400000));
  EXPECT_NEAR(m.skewness, 0, 4 * std::sqrt(6. / 400000));
  EXPECT_NEAR(m.kurtosis, 3, 4 * std::sqrt(24. / 400000));
  EXPECT_NEAR(beyond_two, 400000 * .0455003, 4 * std::sqrt(400000 * .0455));
  EXPECT_NEAR(beyond_four, 400000 * 6.334e-5, 4 * std::sqrt(400000 * 6.334e-5));
}

TEST(Rng, NormalWithMeanAndSdIsShiftedAndScaled) {
  Rng a(1, "scale"), b(1, "scale");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(a.Normal(3, 2), 3 + 2 * b.Normal());
}

TEST(Rng, UniformOnARangeNeverReachesItsUpperEnd) {
  Rng rng(1, "range");
  const double next = std::nextafter(1., 2.);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(rng.Uniform(1, next), 1);  // nothing lies between, and 1 + eps/2 would round up
    const double x = rng.Uniform(-3, 5);
    EXPECT_TRUE(x >= -3 && x < 5) << x;
  }
  EXPECT_EQ(rng.Uniform(2, 2), 2);
}

TEST(Rng, IntegerIsEvenOverARangeThatDoesNotDivideTheWords) {
  Rng rng(1, "integer");
  std::array<int, 7> counts{};
  for (int i = 0; i < 140000; ++i) ++counts[static_cast<size_t>(rng.Integer(-3, 3) + 3)];
  double chi_square = 0;
  for (const int count : counts) chi_square += (count - 20000.) * (count - 20000.) / 20000;
  EXPECT_LT(chi_square, 22.46);  // 6 degrees of freedom, p = .001
}

TEST(Rng, IntegerHasNoModuloBiasOnHugeRanges) {
  // With range 3 * 2^62 a plain remainder would draw the lower third twice as often.
  Rng rng(1, "huge");
  const int64_t low = INT64_MIN, high = (int64_t{1} << 62) - 1;
  int lower_third = 0;
  for (int i = 0; i < 30000; ++i)
    lower_third += rng.Integer(low, high) < low + (int64_t{1} << 62) ? 1 : 0;
  EXPECT_NEAR(lower_third, 10000, 4 * std::sqrt(30000 * 2. / 9));
}

TEST(Rng, IntegerTakesEveryRangeThereIs) {
  Rng rng(1, "edges");
  EXPECT_EQ(rng.Integer(4, 4), 4);
  bool negative = false, positive = false;
  for (int i = 0; i < 100; ++i) {
    const int64_t x = rng.Integer(INT64_MIN, INT64_MAX);
    (x < 0 ? negative : positive) = true;
  }
  EXPECT_TRUE(negative && positive);
  EXPECT_THROW(rng.Integer(5, 4), Error);
}

TEST(Rng, WeightedFollowsTheWeightsAndSkipsZeros) {
  Rng rng(1, "weighted");
  const std::vector<double> weights = {0, 1, 0, 3, 0};
  std::array<int, 5> counts{};
  for (int i = 0; i < 40000; ++i) ++counts[rng.Weighted(weights)];
  EXPECT_EQ(counts[0] + counts[2] + counts[4], 0);
  EXPECT_NEAR(counts[1], 10000, 4 * std::sqrt(40000 * .25 * .75));
  EXPECT_THROW(rng.Weighted(std::vector<double>{0, 0}), Error);
}

TEST(Rng, ShuffleGivesEveryOrderEquallyOften) {
  Rng rng(1, "shuffle");
  std::array<int, 6> counts{};
  for (int i = 0; i < 60000; ++i) {
    std::array<int, 3> items = {0, 1, 2};
    rng.Shuffle(std::span<int>(items));
    ++counts[static_cast<size_t>(items[0] * 2 + (items[1] > items[2] ? 1 : 0))];
  }
  for (const int count : counts) EXPECT_NEAR(count, 10000, 4 * std::sqrt(60000 * 5. / 36));
}

TEST(Rng, ChanceIsAsOftenAsAsked) {
  Rng rng(1, "chance");
  int hits = 0;
  for (int i = 0; i < 40000; ++i) hits += rng.Chance(.3) ? 1 : 0;
  EXPECT_NEAR(hits, 12000, 4 * std::sqrt(40000 * .21));
  EXPECT_FALSE(rng.Chance(0));
  EXPECT_TRUE(rng.Chance(1));
}

TEST(Rng, PickReturnsOneOfTheItems) {
  Rng rng(1, "pick");
  const std::vector<char> items = {'a', 'b', 'c'};
  std::array<int, 3> counts{};
  for (int i = 0; i < 30000; ++i)
    ++counts[static_cast<size_t>(rng.Pick(std::span<const char>(items)) - 'a')];
  for (const int count : counts) EXPECT_NEAR(count, 10000, 4 * std::sqrt(30000 * 2. / 9));
}

TEST(Rng, FillingIsDrawingOneByOne) {
  for (size_t before = 0; before < 6; ++before)
    for (const size_t count : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 63, 64, 65, 130}) {
      Rng one(3, "test", before), all = one;
      for (size_t i = 0; i < before; ++i) EXPECT_EQ(one.Bits(), all.Bits());
      std::vector<float> filled(count);
      all.Fill(filled, -2, 5);
      for (const float value : filled) EXPECT_EQ(value, static_cast<float>(one.Uniform(-2, 5)));
      EXPECT_EQ(one.Bits(), all.Bits());
      std::vector<uint64_t> words(count);
      all.Fill(words);
      for (const uint64_t word : words) EXPECT_EQ(word, one.Bits());
    }
}

}  // namespace
}  // namespace swapbench
