// SPDX-License-Identifier: Apache-2.0
// Where does a swap end, a model is asked, on a corpus that knows.
#include <filesystem>

#include "browser.h"
#include "core/build_info.h"
#include "core/file.h"
#include "data/media.h"
#include "end_to_end/command.h"
#include "image/codec.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

std::string Recipe(const std::string& swaps) {
  return "[card]\nname = tiny\nlicence = CC0-1.0\nconsent = given\n"
         "[source]\ndataset = procedural:images=2,extra=1,size=64,train=.34,val=.33,test=.33\n"
         "[corpus]\nrecords_per_shard = 512\ncount = 126\n[reals]\nper_identity = 2\n" +
         swaps;
}

/// Some people, their self-blends and a control; a network that draws seams and one that does not.
class Seams : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!SWAPBENCH_WITH_TORCH) return;
    folder_ = new TemporaryFolder;
    Make("corpus", Recipe("[swap.self_blend]\nmethod = self_blend\n[swap.identity]\n"
                          "method = identity\nsplits = test\nreserve = 1\n"));
    for (const char* net : {"face_xray:size=64,width=8", "meso4:size=64"})
      ASSERT_EQ(Swapbench("train --corpus " + At("corpus") + " --epochs 1 --net " + net +
                          " --out " + At(std::string(net).substr(0, 5)))
                    .code,
                0);
  }
  static void TearDownTestSuite() { delete folder_; }
  void SetUp() override {
    if (!SWAPBENCH_WITH_TORCH) GTEST_SKIP() << "training needs LibTorch";
  }

  static std::string At(const std::string& name) { return *folder_ / name; }
  static void Make(const std::string& name, const std::string& recipe) {
    PublishFile(At(name + ".ini"), recipe);
    ASSERT_EQ(Swapbench("synthesize " + At(name + ".ini") + " --out " + At(name)).code, 0);
  }

  inline static TemporaryFolder* folder_ = nullptr;
};

TEST_F(Seams, AreMeasuredBesideTheirControls) {
  const std::string localise =
      "localise --model " + At("face_") + " --corpus " + At("corpus") + " --out ";
  const CommandResult run = Swapbench(localise + At("one") + " --threads 1");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out,
              HasSubstr("split test: 42 fakes, 21 people or clips drawn again 2000 times"));
  EXPECT_THAT(run.out, HasSubstr("left out: 21 fakes in which nothing was swapped"));
  EXPECT_THAT(run.out, HasSubstr("chosen on 42 fakes of split val"));
  EXPECT_THAT(run.out, HasSubstr("seam_iou: model minus mean_of_val "));
  const std::string json = ReadFile(At("one/localisation.json"));
  for (const char* who : {"untrained", "mean_of_val", "true_seam"})
    EXPECT_THAT(json, HasSubstr(std::string("\"who\":\"") + who + "\",\"fakes\":\"all\""));
  EXPECT_EQ(CountOf(ReadFile(At("one/localisation.csv")), "\n"), 43u);
  EXPECT_EQ(Swapbench(localise + At("three") + " --threads 3").code, 0);
  for (const char* file : {"/localisation.json", "/localisation.csv"})
    EXPECT_EQ(ReadFile(At("one") + file), ReadFile(At("three") + file));
}

TEST_F(Seams, AreWhatDetectShows) {
  PublishFile(At("one.png"), EncodePng(Sitter(2).image));
  const CommandResult run = Swapbench("detect " + At("one.png") + " --locator none --detector " +
                                      "network:model=" + At("face_") + " --out " + At("evidence"));
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(ReadFile(At("evidence/evidence.json")), HasSubstr("\"map\":\"seam\",\"rows\":64"));
  EXPECT_THAT(ReadFile(At("evidence/evidence.html")), HasSubstr("The seam that the network draws"));
}

TEST_F(Seams, AreNotLookedForWhereNobodyKnowsOrDrawsThem) {
  Make("pasted_in_test", Recipe("[swap.paste]\nmethod = paste\nsplits = test\n"));
  const std::string corpus = " --corpus " + At("corpus"), model = " --model " + At("face_"),
                    out = " --out " + At("none");
  for (const auto& [options, sentence] : std::vector<std::pair<std::string, std::string>>{
           {model, "The option '--corpus' is missing"},
           {" --model " + At("meso4") + corpus, "variant=keras) draws no seam"},
           {" --model " + At("nowhere") + corpus, "There is no model folder"},
           {model + " --corpus " + At("nowhere"), At("nowhere")},
           {model + corpus + " --split val", "Split val chooses the thresholds"},
           {model + corpus + " --split dev", "is in split dev"},
           {model + " --corpus " + At("pasted_in_test"), "is in split val"}}) {
    const CommandResult run = Swapbench("localise" + options + out);
    EXPECT_EQ(run.code, 2) << options;
    EXPECT_EQ(run.out, "") << options;
    EXPECT_THAT(run.err, HasSubstr(sentence));
  }
  EXPECT_FALSE(std::filesystem::exists(At("none")));
}

}  // namespace
}  // namespace swapbench
