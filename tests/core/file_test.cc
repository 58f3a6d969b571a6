// SPDX-License-Identifier: Apache-2.0
#include "core/file.h"

#include <sys/stat.h>

#include <fstream>

#include "core/parallel.h"
#include "support.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

TEST(File, WhatIsPublishedReadsBackByteForByte) {
  const TemporaryFolder folder;
  std::string bytes(200000, '\0');
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
  PublishFile(folder / "deep/er/a.bin", bytes);
  EXPECT_EQ(ReadFile(folder / "deep/er/a.bin"), bytes);
  PublishFile(folder / "deep/er/a.bin", "");
  EXPECT_EQ(ReadFile(folder / "deep/er/a.bin"), "");
  EXPECT_EQ(CountFiles(folder / "deep/er"), 1U);
}

TEST(File, ReadsFilesWhoseSizeIsNotKnownBefore) {
  EXPECT_THAT(ReadFile("/proc/self/status"), HasSubstr("Pid:"));
}

TEST(File, WhatCannotBeReadIsNamedWithTheReason) {
  const TemporaryFolder folder;
  EXPECT_THAT(ErrorOf([&] { ReadFile(folder / "absent"); }),
              AllOf(HasSubstr("absent"), HasSubstr("No such file")));
  EXPECT_THAT(ErrorOf([&] { ReadFile(folder.path()); }),
              AllOf(HasSubstr(folder.path().string()), HasSubstr("Is a directory")));
}

TEST(File, APathBelowAFileIsRefusedAndTheFileKept) {
  const TemporaryFolder folder;
  PublishFile(folder / "file", "kept");
  EXPECT_THAT(ErrorOf([&] { PublishFile(folder / "file/a", "x"); }), HasSubstr("file"));
  EXPECT_THAT(ErrorOf([&] { PublishFile(folder / "file/b/a", "x"); }), HasSubstr("file"));
  EXPECT_THROW(MakeFolder(folder / "file"), Error);
  EXPECT_EQ(ReadFile(folder / "file"), "kept");
}

TEST(File, AFolderIsNotOverwritten) {
  const TemporaryFolder folder;
  MakeFolder(folder / "sub");
  EXPECT_THAT(ErrorOf([&] { PublishFile(folder / "sub", "x"); }), HasSubstr("it is a folder"));
  EXPECT_EQ(CountFiles(folder.path()), 1U);
}

TEST(File, AFolderThatMayNotBeWrittenIsNamed) {
  if (::geteuid() == 0) {  // root may write anywhere but into the kernel's own folders
    EXPECT_THAT(ErrorOf([] { PublishFile("/proc/swapbench", "x"); }), HasSubstr("/proc"));
    return;
  }
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0555);
  EXPECT_THAT(ErrorOf([&] { PublishFile(folder / "a", "x"); }), HasSubstr("Permission denied"));
  ::chmod(folder.path().c_str(), 0755);
}

TEST(File, APlaceIsJudgedBeforeAnythingIsMade) {
  const TemporaryFolder folder;
  PublishFile(folder / "file", "kept");
  CheckPlace(folder / "file");
  CheckPlace(folder / "new/deep/a");
  CheckPlace("a name without a folder");
  for (const char* below : {"file/a", "file/b/a"})
    EXPECT_EQ(ErrorOf([&] { CheckPlace(folder / below); }),
              Concat("Cannot write ", (folder / below).string(), ": ", (folder / "file").string(),
                     " is a file."));
  EXPECT_THAT(ErrorOf([&] { CheckPlace(folder.path()); }), HasSubstr("it is a folder"));
  EXPECT_EQ(CountFiles(folder.path()), 1U);
}

TEST(File, WhatWasBroughtIsKeptUnderAnyOfItsNames) {
  const TemporaryFolder folder;
  PublishFile(folder / "a", "brought");
  fs::create_symlink(folder / "a", folder / "link");
  for (const char* out : {"a", "./a", "link"})
    EXPECT_EQ(ErrorOf([&] { CheckKeeps(folder / "a", folder / out, "scores"); }),
              Concat("The scores in ", (folder / "a").string(),
                     " would be replaced: give --out another name."));
  CheckKeeps(folder / "a", folder / "b", "scores");
  CheckKeeps("", folder / "a", "scores");
}

TEST(File, OfSeveralEitherAllArePublishedOrNone) {
  const TemporaryFolder folder;
  PublishFile(folder / "old", "old");
  MakeFolder(folder / "sub");
  EXPECT_THAT(ErrorOf([&] {
                PublishFiles(std::vector<NewFile>{
                    {folder / "old", "new"}, {folder / "deep/er/a", "x"}, {folder / "sub", "x"}});
              }),
              HasSubstr("sub: it is a folder"));
  EXPECT_EQ(ReadFile(folder / "old"), "old");
  EXPECT_EQ(CountFiles(folder.path()), 2U) << "no temporary file, and no folder made for one";
  PublishFiles(std::vector<NewFile>{{folder / "old", "new"}, {folder / "deep/er/a", "x"}});
  EXPECT_EQ(ReadFile(folder / "old"), "new");
  EXPECT_EQ(ReadFile(folder / "deep/er/a"), "x");
}

TEST(NewFolder, IsFilledWholeOrNotAtAll) {
  const TemporaryFolder folder;
  {
    const NewFolder unfinished(folder / "deep/out");
    PublishFile(unfinished.path() / "images/a", "x");
  }
  EXPECT_EQ(CountFiles(folder.path()), 0U);
  NewFolder finished(folder / "deep/out");
  PublishFile(finished.path() / "images/a", "x");
  PublishFile(finished.path() / "index.csv", "y");
  finished.Publish();
  EXPECT_EQ(ReadFile(folder / "deep/out/images/a"), "x");
  EXPECT_EQ(ReadFile(folder / "deep/out/index.csv"), "y");
}

TEST(NewFolder, MayBeThereIfItHoldsNothingButWhatTheDeadLeft) {
  const TemporaryFolder folder;
  MakeFolder(folder / "out");
  { const NewFolder unfinished(folder / "out"); }
  EXPECT_TRUE(fs::is_empty(folder / "out")) << "what was there stays";
  PublishFile(folder / "out/.new.swapbench-tmp-99999999-7/images/a", "x");
  {
    NewFolder finished(folder / "out");
    PublishFile(finished.path() / "a", "x");
    finished.Publish();
  }
  EXPECT_EQ(CountFiles(folder / "out"), 1U);
  EXPECT_THAT(ErrorOf([&] { NewFolder(folder / "out"); }), HasSubstr("out is not empty"));
  EXPECT_EQ(ReadFile(folder / "out/a"), "x");
}

TEST(File, ManyWritersOfOnePathLeaveOneWholeFile) {
  const TemporaryFolder folder;
  ParallelFor(40, 4, [&](size_t i) {
    PublishFile(folder / "a", std::string(20000, static_cast<char>('a' + i % 26)));
  });
  const std::string bytes = ReadFile(folder / "a");
  EXPECT_EQ(bytes, std::string(20000, bytes.front()));
  EXPECT_EQ(CountFiles(folder.path()), 1U);
}

TEST(File, TemporariesOfTheDeadAreRemovedAndThoseOfTheLivingKept) {
  const TemporaryFolder folder;
  const std::string mark = ".a.swapbench-tmp-";
  // Process 1 lives; no process has a number above the kernel's limit of 2^22; and a file with our
  // own number but of another run is what a container leaves that hands its numbers out again.
  for (const std::string& name :
       {mark + "1-7-0", mark + "99999999-7-0", mark + std::to_string(::getpid()) + "-7-0",
        std::string("b.txt"), mark + "x-7-0"})
    std::ofstream(folder / name) << "x";
  RemoveStaleTemporaries(folder.path());
  EXPECT_TRUE(fs::exists(folder / (mark + "1-7-0")));
  EXPECT_FALSE(fs::exists(folder / (mark + "99999999-7-0")));
  EXPECT_FALSE(fs::exists(folder / (mark + std::to_string(::getpid()) + "-7-0")));
  EXPECT_TRUE(fs::exists(folder / "b.txt"));
  EXPECT_TRUE(fs::exists(folder / (mark + "x-7-0")));
  EXPECT_NO_THROW(RemoveStaleTemporaries(folder / "absent"));
}

}  // namespace
}  // namespace swapbench
