// SPDX-License-Identifier: Apache-2.0
// Somebody else's folder, looked over, imported, and written as others read it.
#include <algorithm>
#include <fstream>

#include "core/file.h"
#include "end_to_end/command.h"
#include "image/codec.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

/// Eight real clips of one image and their fakes, and a list of the test.
class SmallBenchmark : public testing::Test {
 protected:
  SmallBenchmark() {
    for (int clip = 0; clip < 8; ++clip)
      for (const std::string label : {"real", "fake"})
        PublishFile(At("data") + Concat('/', label, "/c", clip, ".png"),
                    EncodePng(cv::Mat(40, 40, CV_8UC3, cv::Scalar(clip * 20, 9, label[0]))));
    PublishFile(At("data") + "/test.txt", "0 c6\n0 c7\n1 c6\n1 c7\n");
    WriteRecipe("not_given");
  }

  void WriteRecipe(const std::string& consent, const std::string& more = "") const {
    std::ofstream(At("recipe.ini")) << "[card]\nname = small\nlicence = test\nconsent = " << consent
                                    << "\n[source]\ndataset = layout\nreal = real/{target}.png\n"
                                       "fake = fake/{target}.png\nfake_method = their_swap\n"
                                       "twin_words = target\ntest_list = test.txt\nrest = train\n"
                                       "val_share = .3\nclips = real=8, fake=8\n"
                                    << more;
  }
  std::string At(const std::string& name) const { return folder_ / name; }
  CommandResult Verify() const {
    return Swapbench("verify " + At("recipe.ini") + " --root " + At("data"));
  }
  CommandResult Import() const {
    return Swapbench("import " + At("recipe.ini") + " --root " + At("data") + " --out " +
                     At("corpus"));
  }

  TemporaryFolder folder_;
};

TEST_F(SmallBenchmark, IsVerifiedBeforeItIsImported) {
  const CommandResult verified = Verify();
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out,
              AllOf(HasSubstr("2 test fake, 2 test real"), HasSubstr("all that was")));
  EXPECT_EQ(Import().code, 0);
  EXPECT_THAT(Swapbench("info " + At("corpus")).out,
              AllOf(HasSubstr("their_swap"), HasSubstr("\nconsent       not_given\n"),
                    HasSubstr("\nrecords       16 in 1 shard\n"), Not(HasSubstr("{"))));
}

TEST_F(SmallBenchmark, WithAnotherListIsAnotherCorpus) {
  ASSERT_EQ(Import().code, 0);
  const CommandResult again = Import();
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("nothing to do, an earlier run wrote"));
  PublishFile(At("data") + "/test.txt", "0 c5\n0 c7\n1 c5\n1 c7\n");  // as many, but others
  const CommandResult other = Import();
  EXPECT_EQ(other.code, 2);
  EXPECT_THAT(other.err, HasSubstr("already holds a corpus made with another recipe"));
}

TEST_F(SmallBenchmark, IsSaidToBeIncompleteByName) {
  fs::remove(At("data") + "/fake/c7.png");
  PublishFile(At("data") + "/real/c0.png", "no picture");
  const CommandResult verified = Verify();
  EXPECT_EQ(verified.code, 1) << verified.err;
  EXPECT_THAT(verified.out, AllOf(HasSubstr("fake/c7.png is missing: test.txt names it\n"),
                                  HasSubstr("clips of fake: 7 instead of 8\n"),
                                  HasSubstr("real/c0.png is unreadable: "), HasSubstr("3 faults")));
  const CommandResult imported = Import();
  EXPECT_EQ(imported.code, 2);
  EXPECT_THAT(imported.err, AllOf(HasSubstr("fake/c7.png is missing"), HasSubstr("partial=true")));
  EXPECT_FALSE(fs::exists(At("corpus")));
}

TEST_F(SmallBenchmark, WithRefusedFilesIsImportedWithoutThemAndNamesEach) {
  for (const char* name : {"/real/c0.png", "/fake/c3.png"})
    PublishFile(At("data") + name, "no picture");
  const CommandResult imported = Import();
  EXPECT_EQ(imported.code, 2);
  EXPECT_THAT(imported.err, HasSubstr("2 of 16 files were refused, more than 1 %: "));
  EXPECT_THAT(imported.err,
              HasSubstr("; " + At("corpus") + " holds the rest, and " + At("corpus") +
                        ".refusals.txt says why; repair or remove them and import into a new "
                        "folder.\n"));
  EXPECT_THAT(imported.out, AllOf(HasSubstr("14 records"), HasSubstr("2 files were refused")));
  const std::string list = ReadFile(At("corpus.refusals.txt"));
  EXPECT_THAT(list, AllOf(HasSubstr("Refused real/c0.png: "), HasSubstr("Refused fake/c3.png: ")));
  EXPECT_EQ(std::ranges::count(list, '\n'), 2);
  EXPECT_EQ(Swapbench("verify " + At("corpus")).code, 0);
  const CommandResult again = Import();
  EXPECT_EQ(again.code, 2);
  EXPECT_THAT(again.out, HasSubstr("nothing to do, an earlier run wrote"));
}

TEST_F(SmallBenchmark, WithNothingButRefusedFilesIsNoCorpus) {
  for (int clip = 0; clip < 8; ++clip)
    for (const char* label : {"/real/c", "/fake/c"})
      PublishFile(At("data") + Concat(label, clip, ".png"), "no picture");
  const CommandResult imported = Import();
  EXPECT_EQ(imported.code, 2);
  EXPECT_EQ(imported.out, "");
  EXPECT_THAT(imported.err,
              HasSubstr("; nothing is left; " + At("corpus") + ".refusals.txt says why.\n"));
  EXPECT_EQ(std::ranges::count(ReadFile(At("corpus.refusals.txt")), '\n'), 16);
  EXPECT_FALSE(fs::exists(At("corpus")));
  EXPECT_THAT(Verify().out, HasSubstr("16 faults"));
}

TEST_F(SmallBenchmark, TakesAPartWhereThatIsMeant) {
  fs::remove(At("data") + "/fake/c7.png");
  WriteRecipe("not_given", "partial = true\n");
  const CommandResult imported = Import();
  EXPECT_EQ(imported.code, 0) << imported.err;
  EXPECT_THAT(imported.err, HasSubstr("Taking a part of what is published: fake/c7.png"));
  EXPECT_THAT(imported.out, HasSubstr("corpus.refusals.txt names all 2 faults\n"));
  EXPECT_EQ(ReadFile(At("corpus.refusals.txt")),
            "Not as published: fake/c7.png is missing: test.txt names it\n"
            "Not as published: clips of fake: 7 instead of 8\n");
}

TEST_F(SmallBenchmark, IsNotSwappedWithoutConsent) {
  ASSERT_EQ(Import().code, 0);
  std::ofstream(At("swap.ini"))
      << "[card]\nname = swapped\nlicence = x\nconsent = given\n[source]\n"
         "dataset = procedural\n[swap.paste]\nmethod = paste\n";
  const CommandResult swapped = Swapbench("synthesize " + At("swap.ini") + " --from " +
                                          At("corpus") + " --out " + At("swapped"));
  EXPECT_EQ(swapped.code, 2);
  EXPECT_THAT(swapped.err, HasSubstr("The card of the corpus in " + At("corpus") +
                                     " states consent = not_given; faces are swapped only"));
  EXPECT_FALSE(fs::exists(At("swapped")));
  const CommandResult trained =
      Swapbench("train --corpus " + At("corpus") + " --net small_resnet --fakes self_blend --out " +
                At("model"));
  EXPECT_EQ(trained.code, 2);
  EXPECT_THAT(trained.err, HasSubstr("faces are swapped only where it is 'given'"));
  EXPECT_FALSE(fs::exists(At("model")));
}

TEST_F(SmallBenchmark, NeedsACardThatSaysWhatMustBeKnown) {
  std::ofstream(At("recipe.ini")) << "[card]\nname = small\n[source]\ndataset = layout\n";
  EXPECT_THAT(Import().err, HasSubstr("'licence' is missing"));
  std::ofstream(At("recipe.ini")) << "[card]\nname = small\nlicence = x\n";
  EXPECT_THAT(Import().err, HasSubstr("'consent' is missing"));
  WriteRecipe("perhaps");
  EXPECT_THAT(Import().err, HasSubstr("'perhaps'"));
  EXPECT_FALSE(fs::exists(At("corpus")));
}

TEST_F(SmallBenchmark, IsNotLookedForInNothing) {
  fs::remove_all(At("data"));
  fs::create_directory(At("data"));
  for (const CommandResult& result : {Verify(), Import()}) {
    EXPECT_EQ(result.code, 2);
    EXPECT_THAT(result.err, HasSubstr("the folder is empty, or it is another dataset"));
    EXPECT_EQ(std::ranges::count(result.err, '\n'), 1) << result.err;
  }
  EXPECT_THAT(Swapbench("verify " + At("recipe.ini")).err, HasSubstr("--root"));
}

constexpr const char* kPeople = R"([card]
name = tiny
licence = CC0-1.0
consent = given
[source]
dataset = procedural
images = 1
size = 64
train = .34
val = .33
test = .33
[corpus]
count = 63
[swap.self_blend]
method = self_blend
splits = test
[swap.paste]
method = paste
splits = test
)";

TEST(DrawnCorpus, GoesToDeepfakeBenchAndBack) {
  const TemporaryFolder folder;
  const std::string corpus = folder / "corpus", out = folder / "out", back = folder / "back";
  std::ofstream(folder / "people.ini") << kPeople;
  std::ofstream(folder / "back.ini") << "[card]\nname = tiny\nlicence = CC0-1.0\nconsent = given\n"
                                        "[source]\ndataset = deepfakebench\njson = tiny.json\n";
  ASSERT_EQ(Swapbench("synthesize " + (folder / "people.ini").string() + " --out " + corpus).code,
            0);
  const CommandResult unpacked = Swapbench("unpack " + corpus + " --deepfakebench --out " + out);
  EXPECT_EQ(unpacked.code, 0) << unpacked.err;
  EXPECT_THAT(unpacked.out, HasSubstr("records and tiny.json"));
  const CommandResult imported =
      Swapbench("import " + (folder / "back.ini").string() + " --root " + out + " --out " + back);
  ASSERT_EQ(imported.code, 0) << imported.err;
  EXPECT_THAT(imported.out, HasSubstr("no identity and no clip is in two splits"));
  EXPECT_THAT(imported.err, Not(HasSubstr("refused")));
  // What index.csv says of both, without what the format has no place for, in an order of its own.
  std::ofstream(folder / "same.py") << R"(
import csv, hashlib, sys
def records(folder):
    found = []
    for row in csv.DictReader(open(folder + '/index.csv')):
        image = hashlib.sha256(open(folder + '/' + row['file'], 'rb').read()).hexdigest()
        mask = row['mask'] and hashlib.sha256(open(folder + '/' + row['mask'], 'rb').read()).hexdigest()
        found.append((image, mask) + tuple(row[k] for k in ('label', 'clip', 'split', 'method', 'target', 'source')))
    return sorted(found)
one, other = records(sys.argv[1]), records(sys.argv[2])
print(len(one), one == other)
)";
  for (const std::string& from : {corpus, back})
    ASSERT_EQ(Swapbench("unpack " + from + " --out " + from + "-files").code, 0);
  const CommandResult same = Shell("/usr/bin/python3 " + (folder / "same.py").string() + " " +
                                   corpus + "-files " + back + "-files");
  EXPECT_THAT(same.out, HasSubstr(" True")) << same.err;
}

}  // namespace
}  // namespace swapbench
