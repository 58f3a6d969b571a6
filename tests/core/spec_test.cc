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
  for (const char* text : {"", ":a=1", "a:b", "a:b=1,b=2", "a:b=[", "a:b=]", "a:b=[x]y", "a:=1"})
    EXPECT_THROW(Spec::Parse(text), Error) << text;
}

}  // namespace
}  // namespace swapbench
