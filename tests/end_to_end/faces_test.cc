// SPDX-License-Identifier: Apache-2.0
// From somebody's photographs and videos to a corpus of faces, as a person would type it.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "core/file.h"
#include "data/media.h"
#include "end_to_end/command.h"
#include "image/codec.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class FolderOfMedia : public testing::Test {
 protected:
  std::string At(const std::string& name) const { return folder_ / name; }

  void Put(const std::string& name, const cv::Mat& image) const {
    PublishFile(folder_ / ("media/" + name), EncodePng(image));
  }

  void WriteRecipe(const std::string& faces) const {
    std::ofstream(folder_ / "recipe.ini")
        << "[card]\nname = toy\nlicence = CC0-1.0\nconsent = given\n"
           "[source]\ndataset = layout:index=labels.csv,twins=true\n"
        << faces << "[corpus]\nrecords_per_shard = 16\n";
  }

  void List(const std::string& rows) const {
    PublishFile(folder_ / "media/labels.csv", "file,label,target,split\n" + rows);
  }

  std::string Import(const std::string& out, const std::string& options = "") const {
    return "import " + At("recipe.ini") + " --root " + At("media") + " --out " + At(out) + " " +
           options;
  }

  TemporaryFolder folder_;
};

TEST_F(FolderOfMedia, BecomesTheSameCorpusWithAnyNumberOfThreads) {
  WriteClip(folder_ / "media/real.mp4", 0, 24, 6, 12);
  WriteClip(folder_ / "media/fake.mp4", 1, 24);
  Put("still.png", Scene({{2, {40, 8}}}));
  Put("wall.png", Wall());
  List("real.mp4,real,a,test\nfake.mp4,fake,a,test\nstill.png,real,b,test\nwall.png,real,c,test\n");
  WriteRecipe("[faces]\nlocator = dlib\nalign = dfb:size=96\nframes = 9\n");
  const CommandResult one = Swapbench(Import("one", "--threads 1"));
  EXPECT_EQ(one.code, 0) << one.err;
  // Frames 0, 2, 5, 8, 11, 14, 17, 20, 23 of both; 8 and 11 of the real one show nobody.
  EXPECT_THAT(one.out, HasSubstr("17 records in 2 shards"));
  EXPECT_THAT(one.out, HasSubstr("3 of 20 pictures show no face that dlib finds"));
  EXPECT_EQ(one.out.find("refused"), std::string::npos) << one.out;
  const std::string refusals = ReadFile(At("one.refusals.txt"));
  EXPECT_EQ(std::ranges::count(refusals, '\n'), 3);
  EXPECT_THAT(refusals, HasSubstr("real.mp4 frame 8"));

  EXPECT_EQ(Swapbench(Import("three/", "--threads 3 --strict")).code, 0);
  EXPECT_EQ(Shell("diff -r " + At("one") + " " + At("three")).code, 0);
  EXPECT_TRUE(fs::exists(At("three.refusals.txt"))) << "beside the corpus, not in it";
  EXPECT_EQ(Swapbench("verify " + At("one")).code, 0);
  ASSERT_EQ(Swapbench("unpack " + At("one") + " --out " + At("files")).code, 0);
  const std::string index = ReadFile(At("files/index.csv"));
  EXPECT_THAT(
      index,
      HasSubstr("images/fake/23.png,,fake,toy/fake/23,toy,fake,a,,unknown,test,toy/real/23"));
  EXPECT_EQ(DecodeImage(ReadFile(At("files/images/real/14.png")), "crop").size(), cv::Size(96, 96));
}

TEST_F(FolderOfMedia, IsImportedFurtherAfterAStopAndAfterAKill) {
  WriteClip(folder_ / "media/a.mp4", 0, 20);
  WriteClip(folder_ / "media/b.mp4", 1, 20);
  WriteClip(folder_ / "media/c.mp4", 2, 20);
  List("a.mp4,real,a,test\nb.mp4,real,b,test\nc.mp4,fake,c,test\n");
  WriteRecipe("[faces]\nlocator = dlib:upsample=1\nalign = sbi:size=64\nframes = 20\n");
  ASSERT_EQ(Swapbench(Import("whole")).code, 0);
  const std::string import = std::string(SWAPBENCH_BINARY) + " " + Import("part", "--threads 1");
  /// Sends the signal once so many lines say what was found: a head and one a video.
  const auto until = [&](int lines, const std::string& signal) {
    return Shell(import + " & pid=$!; until [ \"$(cat " + At("part.located.jsonl") +
                 " 2>/dev/null | wc -l)\" -ge " + std::to_string(lines) +
                 " ]; do sleep .02; done; kill -" + signal + " $pid; wait $pid");
  };
  const CommandResult stopped = until(2, "TERM");
  EXPECT_EQ(stopped.code, 75) << stopped.err;
  EXPECT_FALSE(fs::exists(At("part")));
  EXPECT_EQ(until(3, "KILL").code, 128 + 9);
  const CommandResult finished = Shell(import);
  EXPECT_EQ(finished.code, 0) << finished.err;
  EXPECT_EQ(Shell("diff -r " + At("whole") + " " + At("part")).code, 0);
}

TEST_F(FolderOfMedia, WithLandmarksCanBeSelfBlended) {
  std::string rows;
  for (int person = 0; person < 63; ++person) {
    const std::string name = Concat("p", person), split = person % 3 == 0   ? "train"
                                                          : person % 3 == 1 ? "val"
                                                                            : "test";
    Put(name + ".png", Sitter(static_cast<size_t>(person)).image);
    rows += Concat(name, ".png,real,", name, ",", split, "\n");
  }
  List(rows);
  WriteRecipe("[faces]\nlocator = dlib:upsample=1\nalign = none\n");
  const CommandResult imported = Swapbench(Import("people"));
  ASSERT_EQ(imported.code, 0) << imported.err;
  std::ofstream(folder_ / "swaps.ini")
      << "[card]\nname = swapped\nlicence = CC0-1.0\nconsent = given\n"
         "[source]\ndataset = procedural\n"
         "[swap.self_blend]\nmethod = self_blend\n";
  const CommandResult made = Swapbench("synthesize " + At("swaps.ini") + " --from " + At("people") +
                                       " --out " + At("swapped"));
  EXPECT_EQ(made.code, 0) << made.err;
  const std::string info = Swapbench("info " + At("swapped")).out;
  EXPECT_THAT(info, HasSubstr("self_blend"));
  EXPECT_THAT(info, testing::Not(HasSubstr("procedural"))) << "whose people are not in it";
}

TEST_F(FolderOfMedia, ThatCannotBeImportedIsOneSentence) {
  WriteClip(folder_ / "media/a.mp4", 0, 8);
  const std::string bytes = ReadFile(folder_ / "media/a.mp4");
  PublishFile(folder_ / "media/cut.mp4", bytes.substr(0, bytes.size() - 7));
  const auto expect = [&](const std::string& row, const std::string& faces,
                          const std::string& sentence) {
    List(row);
    WriteRecipe(faces);
    const CommandResult result = Swapbench(Import("out"));
    EXPECT_EQ(result.code, 2) << sentence;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, HasSubstr("swapbench: error: "));
    EXPECT_THAT(result.err, HasSubstr(sentence));
    EXPECT_FALSE(fs::exists(At("out"))) << "nothing half-written is left";
  };
  const std::string faces = "[faces]\nlocator = dlib\nalign = dfb\n";
  expect("a.mp4,real,a,test\n", "", "a.mp4 is a video: add a section [faces]");
  expect("a.mp4,real,a,test\n", "[faces]\nlocator = yunet\n", "yunet:model=FILE");
  expect("a.mp4,real,a,test\n", "[faces]\nalign = dfp\n", "did you mean 'dfb'");
  expect("cut.mp4,real,b,test\n", faces, "1 of 1 file was refused: cut.mp4; nothing is left; ");
  EXPECT_THAT(ReadFile(At("out.refusals.txt")), HasSubstr("Refused cut.mp4: the video is cut off"));

  Put("wall.png", Wall());
  expect("wall.png,real,a,test\n", faces,
         "Of 1 picture none shows a face that dlib finds: try its other options, or another "
         "locator; ");
  EXPECT_EQ(ReadFile(At("out.refusals.txt")), "Not imported: wall.png: no face was found\n");

  List("a.mp4,real,a,test\ncut.mp4,real,b,test\n");
  const CommandResult rest = Swapbench(Import("out"));
  EXPECT_EQ(rest.code, 2);
  EXPECT_THAT(rest.err, HasSubstr("1 of 2 files was refused, more than 1 %: cut.mp4; "));
  EXPECT_THAT(rest.out, HasSubstr("1 file was refused; " + At("out.refusals.txt") + " names it\n"));
  EXPECT_TRUE(fs::exists(At("out"))) << "the rest is imported";
}

}  // namespace
}  // namespace swapbench
