// SPDX-License-Identifier: Apache-2.0
#include "lab/scoring.h"

#include "core/file.h"
#include "support.h"

namespace swapbench {
namespace {

constexpr const char* kTheirs = "id,label,score\na,real,0\nb,fake,1\n";

TEST(ScoreFromCsv, NeverReplacesWhatItReads) {
  const TemporaryFolder folder;
  PublishFile(folder / "theirs.csv", kTheirs);
  std::filesystem::create_symlink(folder / "theirs.csv", folder / "link.csv");
  for (const char* out : {"theirs.h5", "./theirs.h5", "link.h5"}) {
    EXPECT_THAT(ErrorOf([&] {
                  ScoreFromCsv({folder / "nowhere", folder / out}, folder / "theirs.csv");
                }),
                testing::AllOf(testing::HasSubstr((folder / "theirs.csv").string()),
                               testing::HasSubstr("give --out another name")))
        << out;
    EXPECT_EQ(ReadFile(folder / "theirs.csv"), kTheirs);
  }
}

TEST(ScoreFromCsv, GoesOnToTheCorpusWhereTheNamesDiffer) {
  const TemporaryFolder folder;
  PublishFile(folder / "theirs.csv", kTheirs);
  EXPECT_THAT(ErrorOf([&] {
                ScoreFromCsv({folder / "nowhere", folder / "joined.h5"}, folder / "theirs.csv");
              }),
              testing::HasSubstr((folder / "nowhere").string()));
}

}  // namespace
}  // namespace swapbench
