// SPDX-License-Identifier: Apache-2.0
#include "core/spec.h"

#include "support.h"

namespace swapbench {
namespace {

TEST(Spec, RoundTripsNestedSpecsWithSortedKeys) {
  const Spec spec = Spec::Parse("network:model=runs/7f3a, backend=[torch_frozen:threads=1]");
  EXPECT_EQ(spec.name, "network");
  EXPECT_EQ(spec.args.at("backend"), "[torch_frozen:threads=1]");
  EXPECT_EQ(spec.ToString(), "network:backend=[torch_frozen:threads=1],model=runs/7f3a");
  EXPECT_EQ(Spec::Parse(spec.ToString()), spec);
}

TEST(Spec, RefusesWhatItCannotWriteBack) {
  for (const char* text : {"", ":a=1", "a:b", "a:b=1,b=2", "a:b=[", "a:b=]", "a:b=[x]y", "a:=1",
                           "a:b=1,", "a b", "a:b=][", "a:b=[x][y]"})
    EXPECT_THROW(Spec::Parse(text), Error) << text;
}

TEST(Spec, AValueMayHoldColonsEqualSignsAndNothing) {
  const Spec spec = Spec::Parse(" a : b = x:y=z , c= ");
  EXPECT_EQ(spec.name, "a");
  EXPECT_EQ(spec.args.at("b"), "x:y=z");
  EXPECT_EQ(spec.args.at("c"), "");
  EXPECT_EQ(Spec::Parse(spec.ToString()), spec);
}

TEST(Spec, BracketsAreAddedWhereNeededAndTakenOffOnce) {
  for (const char* text : {"plain", "a,b", "[a]", "[a][b]", "", " padded ", "a:b=[c,d]"})
    EXPECT_EQ(Unbracketed(Bracketed(text)), text);
  EXPECT_EQ(Bracketed("plain"), "plain");
  EXPECT_EQ(Unbracketed("[a],[b]"), "[a],[b]");
  EXPECT_THROW(Bracketed("a]b["), Error);
}

}  // namespace
}  // namespace swapbench
