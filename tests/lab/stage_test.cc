// SPDX-License-Identifier: Apache-2.0
#include "lab/stage.h"

#include <fstream>

#include "support.h"

namespace swapbench {
namespace {

TEST(StageKey, ChangesWithWhatTheStageDependsOnAndWithNothingElse) {
  const Stage stage{"score", "coin", "coin splits=test", {"abc"}, 1};
  Stage other = stage;
  other.name = "another name";
  EXPECT_EQ(StageKey(stage), StageKey(other));
  other.canonical = "coin splits=val";
  EXPECT_NE(StageKey(stage), StageKey(other));
  other = stage;
  other.inputs = {"abd"};
  EXPECT_NE(StageKey(stage), StageKey(other));
  other.inputs = {"a", "bc"};
  EXPECT_NE(StageKey(stage), StageKey(other));
}

TEST(StageRunner, MakesAStageOnceAndWritesOneLedgerLine) {
  const TemporaryFolder folder;
  const Stage stage{"score", "coin", "coin", {}, 1};
  int made = 0;
  for (int i = 0; i < 3; ++i) {
    StageRunner runner(folder / "run", "recipe.ini");
    const StageResult result = runner.Run(stage, [&](const std::filesystem::path& inside) {
      ++made;
      std::ofstream(inside / "file") << "x";
      return std::string("0123");
    });
    EXPECT_EQ(result.output, "0123");
    EXPECT_EQ(result.made_now, i == 0);
    EXPECT_TRUE(std::filesystem::exists(result.folder / "file"));
  }
  EXPECT_EQ(made, 1);
  const std::string ledger = ReadFile(folder / "run" / "ledger.jsonl");
  EXPECT_EQ(std::ranges::count(ledger, '\n'), 1);
  EXPECT_THAT(ledger, testing::HasSubstr("\"recipe\":\"recipe.ini\""));
}

TEST(StageRunner, MakesAStageAgainThatFailed) {
  const TemporaryFolder folder;
  StageRunner runner(folder / "run", "recipe.ini");
  const Stage stage{"train", "net", "net", {}, 1};
  EXPECT_THROW(runner.Run(stage, [](const auto&) -> std::string { Fail("lost power"); }), Error);
  EXPECT_EQ(runner.Run(stage, [](const auto&) { return std::string("done"); }).output, "done");
}

TEST(StageRunner, RefusesAFolderInUse) {
  const TemporaryFolder folder;
  const StageRunner runner(folder / "run", "recipe.ini");
  EXPECT_THAT(ErrorOf([&] { StageRunner(folder / "run", "recipe.ini"); }),
              testing::HasSubstr("Another process"));
}

}  // namespace
}  // namespace swapbench
