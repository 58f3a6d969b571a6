// SPDX-License-Identifier: Apache-2.0
#include "report/format.h"

#include "report/fixture.h"
#include "support.h"

namespace swapbench::report {
namespace {

TEST(Format, ShowsAsManyDecimalsAsTheIntervalDeserves) {
  EXPECT_EQ(WithInterval(.871, .824, .913), "0.87 (0.82–0.91)");
  EXPECT_EQ(WithInterval(.8712, .8662, .8762), "0.871 (0.866–0.876)");
  EXPECT_EQ(WithInterval(.5, .1, .9), "0.50 (0.10–0.90)");
  EXPECT_EQ(WithInterval(.00012, .00009, .00015), "0.00012 (0.00009–0.00015)");
}

TEST(Format, PrintsADashForWhatIsNotANumber) {
  EXPECT_EQ(WithInterval(kNaN, kNaN, kNaN), "–");
  EXPECT_EQ(WithInterval(.5, kNaN, kNaN), "0.50");
}

TEST(Format, HasNoNegativeZero) {
  EXPECT_EQ(Fixed(-.001, 2), "0.00");
  EXPECT_EQ(Fixed(-.01, 2), "-0.01");
}

TEST(Format, KeepsThreeSignificantDigitsOfATime) {
  EXPECT_EQ(Fixed(.671, DecimalsOf(.671, 3)), "0.671");
  EXPECT_EQ(Fixed(12.345, DecimalsOf(12.345, 3)), "12.3");
  EXPECT_EQ(Fixed(1234.5, DecimalsOf(1234.5, 3)), "1234");
  EXPECT_EQ(DecimalsOf(0, 3), 0);
}

TEST(Format, GroupsThousands) {
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1000), "1,000");
  EXPECT_EQ(Grouped(1234567), "1,234,567");
  EXPECT_EQ(Grouped(-123456), "-123,456");
}

}  // namespace
}  // namespace swapbench::report
