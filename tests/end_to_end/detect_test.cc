// SPDX-License-Identifier: Apache-2.0
// A person's own pictures, as they would be examined by hand.
#include <filesystem>
#include <fstream>

#include "browser.h"
#include "core/build_info.h"
#include "core/file.h"
#include "data/media.h"
#include "end_to_end/command.h"
#include "image/codec.h"
#include "nets/model.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

constexpr const char* kPeople = R"([card]
name = tiny
licence = CC0-1.0
consent = given
[source]
dataset = procedural:images=2,extra=1,size=64,train=.34,val=.33,test=.33
[corpus]
records_per_shard = 64
count = 126
[reals]
per_identity = 2
[swap.paste]
method = paste
)";

class OwnPictures : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    PublishFile(At("two.png"), EncodePng(Scene({{0, {0, 8}}, {1, {230, 8}}}, {460, 240})));
    PublishFile(At("one.jpg"), EncodeJpeg(Sitter(2).image, 30));
    PublishFile(At("wall.png"), EncodePng(Wall()));
    PublishFile(At("notes.txt"), "Dear diary");
    WriteClip(At("clip.mp4"), 1, 20);
    PublishFile(At("people.ini"), kPeople);
    if (!SWAPBENCH_WITH_TORCH) return;
    ASSERT_EQ(Swapbench("synthesize " + At("people.ini") + " --out " + At("people")).code, 0);
    ASSERT_EQ(Swapbench("train --corpus " + At("people") +
                        " --net meso4:size=64 --epochs 1 --out " + At("model"))
                  .code,
              0);
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string At(const std::string& name) { return *folder_ / name; }
  static std::string Network(const std::string& model) {
    return " --detector network:model=" + At(model);
  }

  inline static TemporaryFolder* folder_ = nullptr;
};

TEST_F(OwnPictures, AreScoredFaceByFaceAndWhatCannotBeReadIsNamed) {
  if (!SWAPBENCH_WITH_TORCH) GTEST_SKIP() << "training needs LibTorch";
  const CommandResult run = Swapbench("detect " + At("two.png") + " " + At("notes.txt") + " " +
                                      At("wall.png") + " " + At("one.jpg") + " " + At("clip.mp4") +
                                      Network("model") + " --frames 5 --out " + At("out"));
  EXPECT_EQ(run.code, 2) << "a file could not be read";
  EXPECT_THAT(run.err, HasSubstr("1 of 5 files could not be read"));
  EXPECT_THAT(run.out, HasSubstr("not read: " + At("notes.txt") + ": this is not a JPEG"));
  EXPECT_THAT(run.out, HasSubstr("face 2 of 2"));
  EXPECT_THAT(run.out, HasSubstr("wall.png: an image of 320x240 pixels\n  No face was found"));
  EXPECT_THAT(run.out, HasSubstr("compressed harder (quality about 30)"));
  EXPECT_THAT(run.out, HasSubstr("of 100 real faces of its validation data"));
  EXPECT_THAT(run.out, HasSubstr("eyes, nose and mouth lie where they lay"));
  EXPECT_THAT(run.out, HasSubstr("Median of 5 frames"));
  const std::string json = ReadFile(At("out/evidence.json"));
  EXPECT_EQ(CountOf(json, "\"frame\":"), 2u + 1 + 5);
  const std::string html = ReadFile(At("out/evidence.html"));
  EXPECT_EQ(CountOf(html, "alt=\"Where the answer comes from, in"), 2u + 1 + 2);
  EXPECT_EQ(CountOf(html, "scores over time"), 1u);
  EXPECT_EQ(CountFiles(At("out")), 2u);
}

TEST_F(OwnPictures, MeetAModelThatComesWithACard) {
  if (!SWAPBENCH_WITH_TORCH) GTEST_SKIP() << "training needs LibTorch";
  const std::string card = ReadFile(At("model/card.md"));
  EXPECT_THAT(card, HasSubstr("# meso4:"));
  EXPECT_THAT(card, HasSubstr("never the only ground for a decision about a person"));
  EXPECT_THAT(card, HasSubstr("of 100 real faces of its validation data"));
  EXPECT_THAT(card, HasSubstr("`seed=1`"));
  EXPECT_THAT(card, HasSubstr("- Real faces trained on: "));
}

TEST_F(OwnPictures, GiveTheSameAnswersWithAnyNumberOfThreads) {
  if (!SWAPBENCH_WITH_TORCH) GTEST_SKIP() << "training needs LibTorch";
  for (const std::string threads : {"1", "3"})
    ASSERT_EQ(Swapbench("detect " + At("two.png") + " " + At("one.jpg") + " " + At("clip.mp4") +
                        Network("model") + " --frames 3 --threads " + threads + " --out " +
                        At("out" + threads))
                  .code,
              0);
  EXPECT_EQ(ReadFile(At("out1/evidence.json")), ReadFile(At("out3/evidence.json")));
  EXPECT_EQ(ReadFile(At("out1/evidence.html")), ReadFile(At("out3/evidence.html")));
}

TEST_F(OwnPictures, AreJudgedByOldModelsThatStateNothing) {
  if (!SWAPBENCH_WITH_TORCH) GTEST_SKIP() << "training needs LibTorch";
  fs::copy(At("model"), At("old"));
  ModelInfo info = ReadModel(At("old")).info;
  info.ledger = "{}";
  WriteModelInfo(At("old"), info);
  const CommandResult run = Swapbench("detect " + At("one.jpg") + Network("old"));
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("The model states no error rates"));
  EXPECT_THAT(run.out, HasSubstr("dfb is assumed"));
  EXPECT_THAT(run.out, HasSubstr("of being fake"));
}

TEST_F(OwnPictures, AreJudgedByDetectorsThatAreNoModels) {
  const CommandResult run =
      Swapbench("detect " + At("two.png") + " --detector coin --out " + At("coin"));
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("its scores are no probabilities"));
  EXPECT_THAT(run.out, HasSubstr("face 2 of 2"));
  EXPECT_THAT(ReadFile(At("coin/evidence.html")), HasSubstr("there are no coloured pictures"));
}

TEST_F(OwnPictures, AreTakenForFacesWhereNobodyLooks) {
  const CommandResult run =
      Swapbench("detect " + At("wall.png") + " --detector coin --locator none");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("face 1 of 1 (320x240 pixels at 0,0)"));
  EXPECT_THAT(run.out, HasSubstr("No face was looked for"));
}

TEST_F(OwnPictures, AreNotTouchedWhereTheRequestIsWrong) {
  const std::string detect = "detect " + At("one.jpg") + " ";
  for (const auto& [options, sentence] : std::vector<std::pair<std::string, std::string>>{
           {"", "The option '--detector' is missing"},
           {"--detector cion", "coin"},
           {"--detector coin --locator dlip", "dlib"},
           {"--detector coin --align dbf", "dfb"},
           {"--detector coin --frames 0", "--frames must be at least 1"},
           {"--detector network:model=" + At("nowhere"), "There is no model folder"},
           {"--detector coin --out " + At("one.jpg"), At("one.jpg")}}) {
    const CommandResult run = Swapbench(detect + options);
    EXPECT_EQ(run.code, 2) << options;
    EXPECT_EQ(run.out, "") << options;
    EXPECT_THAT(run.err, HasSubstr(sentence));
  }
}

}  // namespace
}  // namespace swapbench
