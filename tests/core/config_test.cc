// SPDX-License-Identifier: Apache-2.0
#include "core/config.h"

#include "core/file.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

struct Options {
  int count = 1;
  std::vector<std::string> names;
  std::string path;
  template <class V>
  void Describe(V& v) {
    v("count", count, "");
    v("names", names, "");
    v("path", path, "");
  }
};

TEST(Config, SectionsKeepTheirOrderAndKeysTheirRepeats) {
  const Config config = Config::Parse(
      "# a comment\n; another\ncount = 2\n\n[swap.b]\n names=x \nnames = y, z\n"
      "[swap.a]\r\npath = a=b [c] ; d\r\n",
      "recipe.ini");
  EXPECT_EQ(config.Read<Options>("").count, 2);
  EXPECT_THAT(config.Read<Options>("swap.b").names, ElementsAre("x", "y", "z"));
  EXPECT_EQ(config.Read<Options>("swap.a").path, "a=b [c] ; d");
  EXPECT_THAT(config.NamesBelow("swap"), ElementsAre("b", "a"));
  EXPECT_TRUE(config.Has("swap.a"));
  EXPECT_FALSE(config.Has("swap"));
  EXPECT_EQ(config.Read<Options>("absent").count, 1);
}

TEST(Config, AnEmptySectionExistsAndAnEmptyValueIsEmpty) {
  const Config config = Config::Parse("[a]\n[b]\npath =\n", "r");
  EXPECT_TRUE(config.Has("a"));
  EXPECT_EQ(config.Read<Options>("b").path, "");
  EXPECT_TRUE(Config::Parse("", "r").sections().empty());
}

TEST(Config, WhatBoostWouldReadWrongIsRefusedWithItsLine) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[a]\nx = 1\n[b]\n[a]\ny = 2\n", "recipe.ini:4"},
      {"[a]\npath = runs/#3\n", "recipe.ini:2"},
      {"[a]\nx = 1 # one\n", "recipe.ini:2"},
      {"[a]\n\nlonely\n", "recipe.ini:3"},
      {"[a\nx = 1\n", "recipe.ini:1"},
      {"= 1\n", "recipe.ini:1"},
      {"[a]\nb.c = 1\n", "recipe.ini:2"},
      {"[]\nx = 1\n", "recipe.ini:1"}};
  for (const auto& [text, place] : cases)
    EXPECT_THAT(ErrorOf([&text = text] { Config::Parse(text, "recipe.ini"); }), HasSubstr(place))
        << text;
}

TEST(Config, AnUnknownKeyNamesFileSectionAndTheNearestKey) {
  const Config config = Config::Parse("[a]\ncuont = 3\n", "recipe.ini");
  EXPECT_THAT(ErrorOf([&] { config.Read<Options>("a"); }),
              AllOf(HasSubstr("recipe.ini"), HasSubstr("[a]"), HasSubstr("'count'")));
}

TEST(Config, AnUnknownSectionIsRefused) {
  const Config config = Config::Parse("[card]\n[swap.x]\n", "recipe.ini");
  EXPECT_NO_THROW(config.CheckSections({"card", "swap.*"}));
  EXPECT_THAT(ErrorOf([&] {
                config.CheckSections({"cards", "swap.*"});
              }),
              AllOf(HasSubstr("[card]"), HasSubstr("'cards'")));
  EXPECT_THROW(config.CheckSections({"card", "swap"}), Error);
}

TEST(Config, TheCanonicalTextForgetsOrderOfSectionsAndKeysButNotOfRepeats) {
  const auto canonical = [](const char* text) { return Config::Parse(text, "r").ToString(); };
  EXPECT_EQ(canonical("[b]\ny=1\nx = 2\n[a]\n"), canonical("# c\n[a]\n[b]\nx=2\ny = 1\n"));
  EXPECT_NE(canonical("[b]\nx=1\nx=2\n"), canonical("[b]\nx=2\nx=1\n"));
  EXPECT_EQ(Config::Parse(canonical("[b]\ny=1\n[a]\nx=2\n"), "r").ToString(),
            canonical("[b]\ny=1\n[a]\nx=2\n"));
}

TEST(Config, AFileThatIsNotThereIsNamed) {
  const TemporaryFolder folder;
  PublishFile(folder / "a.ini", "count = 5\n");
  EXPECT_EQ(Config::Load(folder / "a.ini").Read<Options>("").count, 5);
  EXPECT_THAT(ErrorOf([&] { Config::Load(folder / "b.ini"); }), HasSubstr("b.ini"));
}

}  // namespace
}  // namespace swapbench
