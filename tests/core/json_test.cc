// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

#include <limits>

#include "support.h"

namespace swapbench {
namespace {

TEST(Json, KeysAppearInTheOrderOfTheCalls) {
  JsonObject inner;
  inner.Set("x", 1);
  EXPECT_EQ(
      JsonObject()
          .Set("b", "text")
          .Set("a", .1)
          .Set("n", -3)
          .Set("yes", true)
          .Set("in", inner)
          .Set("raw", std::vector<double>{1, .5})
          .Set("names", std::vector<std::string>{"p", "q\""})
          .ToString(),
      R"({"b":"text","a":0.1,"n":-3,"yes":true,"in":{"x":1},"raw":[1,0.5],"names":["p","q\""]})");
  EXPECT_EQ(JsonObject().ToString(), "{}");
  EXPECT_TRUE(JsonObject().empty());
}

TEST(Json, WhatIsNoNumberIsNull) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(JsonObject().Set("a", infinity - infinity).Set("b", -infinity).ToString(),
            R"({"a":null,"b":null})");
}

TEST(Json, TextIsEscapedAndBrokenBytesAreReplaced) {
  EXPECT_EQ(JsonQuoted("a\"\\\n\x01"), R"("a\"\\\n\u0001")");
  EXPECT_EQ(JsonQuoted("\xC3\xA9"), "\"\xC3\xA9\"");
  EXPECT_EQ(JsonQuoted("\xFF"), "\"\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace swapbench
