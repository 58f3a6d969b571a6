// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <cmath>
#include <limits>

#include "core/rng.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::ElementsAre;

TEST(Text, TrimTakesSpaceFromBothEnds) {
  EXPECT_EQ(Trim(" \ta b\r\n"), "a b");
  EXPECT_EQ(Trim(" \t"), "");
  EXPECT_EQ(Trim(""), "");
}

TEST(Text, SplitLeavesBracketsWhole) {
  EXPECT_THAT(SplitTopLevel("a, [b,[c,d]] ,e", ','), ElementsAre("a", "[b,[c,d]]", "e"));
  EXPECT_THAT(SplitTopLevel("a,", ','), ElementsAre("a", ""));
  EXPECT_THAT(SplitTopLevel(" ", ','), ElementsAre());
}

TEST(Text, JoinPutsTheSeparatorBetweenOnly) {
  EXPECT_EQ(Join(std::vector<std::string>{"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(Join(std::vector<std::string>{"a"}, ", "), "a");
  EXPECT_EQ(Join({}, ", "), "");
}

TEST(Text, NumbersReadBackExactly) {
  Rng rng(1, "text");
  for (int i = 0; i < 2000; ++i) {
    const double value = rng.Normal() * std::pow(10., static_cast<double>(rng.Integer(-300, 300)));
    EXPECT_EQ(ParseDouble(ToText(value)), value);
  }
  EXPECT_EQ(ToText(.1), "0.1");
  EXPECT_EQ(ToText(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(ToText(-std::nan("")), "nan");
  EXPECT_TRUE(std::isnan(*ParseDouble("nan")));
  EXPECT_TRUE(std::isinf(*ParseDouble("inf")));
}

TEST(Text, ANumberIsTheWholeText) {
  EXPECT_EQ(ParseDouble(" +1.5e3 "), 1500);
  EXPECT_EQ(ParseInteger("-12"), -12);
  EXPECT_EQ(ParseUnsigned("18446744073709551615"), UINT64_MAX);
  for (const char* text : {"", " ", "1x", "1 2", "+-1", "++1", "0x10", "1,5"}) {
    EXPECT_FALSE(ParseDouble(text)) << text;
    EXPECT_FALSE(ParseInteger(text)) << text;
  }
  EXPECT_FALSE(ParseInteger("1.5"));
  EXPECT_FALSE(ParseInteger("9223372036854775808"));
  EXPECT_FALSE(ParseUnsigned("-1"));
}

TEST(Text, TheNearestNameIsATypingErrorAway) {
  const std::vector<std::string> names = {"self_blend", "paste", "identity"};
  EXPECT_EQ(NearestName("selfblend", names), "self_blend");
  EXPECT_EQ(NearestName("pasta", names), "paste");
  EXPECT_FALSE(NearestName("poisson", names));
  EXPECT_EQ(Suggestion("idenity", names), " (did you mean 'identity'?)");
  EXPECT_EQ(Suggestion("poisson", names), " (known: self_blend, paste, identity)");
  EXPECT_EQ(NearestName("acu", std::vector<std::string>{"ap", "auc"}), "auc") << "a swap is one";
  EXPECT_EQ(NearestName("ieentity", names), "identity");
  EXPECT_EQ(Suggestion("x", {}), " (nothing is known here)");
}

}  // namespace
}  // namespace swapbench
