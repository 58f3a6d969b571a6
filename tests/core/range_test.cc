// SPDX-License-Identifier: Apache-2.0
#include "core/range.h"

#include <set>

#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

struct Ranged {
  Range<int> quality = {75, 75};
  Range<double> sigma = {.5, 2};

  template <class V>
  void Describe(V& v) {
    v("quality", quality, "whole numbers", Between{1, 100});
    v("sigma", sigma, "any numbers", Between{-5, 50});
  }
};

Ranged Read(const std::string& args) { return ReadOptions<Ranged>(Spec::Parse("x:" + args)); }

TEST(Range, IsOneNumberOrAnyBetweenTwo) {
  EXPECT_EQ(Read("quality=50-95").quality, (Range<int>{50, 95}));
  EXPECT_EQ(Read("quality=50").quality, (Range<int>{50, 50}));
  EXPECT_EQ(Read("sigma=1e-3-.5").sigma, (Range<double>{1e-3, .5}));
  EXPECT_EQ(Read("sigma=-2--1").sigma, (Range<double>{-2, -1}));
  EXPECT_EQ(Read("sigma=-2-1e1").sigma, (Range<double>{-2, 10}));
}

TEST(Range, ReadsBackFromTheCanonicalSpec) {
  for (const char* args : {"", "quality=1-3,sigma=1e-9-1e-7", "sigma=-4--3.5", "quality=9"}) {
    const Spec canonical = CanonicalSpec("x", Read(args));
    EXPECT_EQ(CanonicalSpec("x", ReadOptions<Ranged>(canonical)), canonical);
  }
  EXPECT_EQ(CanonicalSpec("x", Ranged{}).ToString(), "x:quality=75,sigma=0.5-2");
}

TEST(Range, BothEndsKeepTheRules) {
  EXPECT_THAT(ErrorOf([] { Read("quality=0-50"); }), HasSubstr("'quality': 0 is outside 1 to 100"));
  EXPECT_THAT(ErrorOf([] { Read("quality=50-101"); }), HasSubstr("101 is outside 1 to 100"));
  EXPECT_THAT(ErrorOf([] { Read("quality=95-50"); }),
              HasSubstr("'95-50' runs backwards: write the lower end first"));
  EXPECT_THAT(ErrorOf([] { Read("quality=1.5-3"); }),
              HasSubstr("'1.5-3' is neither a whole number nor a range of two such as 50-95"));
  EXPECT_THAT(ErrorOf([] { Read("sigma=wide"); }), HasSubstr("a range of two such as .5-2"));
  EXPECT_THAT(ErrorOf([] { Read("sigma=nan"); }), HasSubstr("'sigma': nan is outside"));
}

TEST(Range, DrawsBothEndsOfWholeNumbersAndNothingOutside) {
  Rng rng(1, "test");
  std::set<int> drawn;
  for (int i = 0; i < 200; ++i) drawn.insert(Range<int>{3, 6}.Draw(rng));
  EXPECT_EQ(drawn, (std::set<int>{3, 4, 5, 6}));
  double sum = 0;
  for (int i = 0; i < 1000; ++i) {
    const double value = Range<double>{2, 4}.Draw(rng);
    EXPECT_TRUE(value >= 2 && value <= 4);
    sum += value;
  }
  EXPECT_NEAR(sum / 1000, 3, .1);  // sd .018
  EXPECT_EQ((Range<double>{.7, .7}.Draw(rng)), .7);
}

}  // namespace
}  // namespace swapbench
