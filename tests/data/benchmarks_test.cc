// SPDX-License-Identifier: Apache-2.0
// Every description of somebody's benchmark in datasets/, on a miniature of its folder.
#include <set>

#include "data/split.h"
#include "trees.h"

namespace swapbench {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr std::array kMethods = {"Deepfakes", "Face2Face", "FaceSwap", "NeuralTextures",
                                 "FaceShifter"};

/// Pairs 000-001 for train, 002-003 for val, 004-005 for test.
class FaceForensics : public testing::Test {
 protected:
  FaceForensics() {
    tree_.Write("train.json", R"([["000", "001"]])");
    tree_.Write("val.json", R"([["002","003"]])");
    tree_.Write("test.json", R"([["004","005"]])");
    for (const std::string level : {"c23", "c40", "raw"}) {
      for (int clip = 0; clip < 6; ++clip)
        tree_.Touch({Concat("original_sequences/youtube/", level, "/videos/00", clip, ".mp4")});
      for (const std::string method : kMethods)
        for (const std::string pair :
             {"000_001", "001_000", "002_003", "003_002", "004_005", "005_004"})
          tree_.Touch(
              {Concat("manipulated_sequences/", method, "/", level, "/videos/", pair, ".mp4")});
    }
  }

  Listing List(std::map<std::string, std::string> changes = {}) const {
    changes.emplace("clips",
                    "real=6,train/real=2,val/real=2,test/real=2,Deepfakes=6,Face2Face=6,FaceSwap=6,"
                    "NeuralTextures=6,FaceShifter=6");
    return tree_.List("faceforensics", changes);
  }

  Tree tree_;
};

TEST_F(FaceForensics, IsListedWithItsOfficialSplit) {
  const Listing listing = List();
  EXPECT_THAT(listing.faults, IsEmpty());
  EXPECT_EQ(listing.files.size(), 36u);
  const Listed fake = Find(listing, "manipulated_sequences/FaceSwap/c23/videos/003_002.mp4");
  EXPECT_EQ(fake.info.label, Label::kFake);
  EXPECT_EQ(fake.info.target, "003") << "the first number is the body";
  EXPECT_EQ(fake.info.source, "002");
  EXPECT_EQ(fake.info.method, "FaceSwap");
  EXPECT_EQ(fake.info.split, "val");
  EXPECT_EQ(fake.info.twin, "toy/original_sequences/youtube/c23/videos/003");
  EXPECT_THAT(fake.info.attributes, ElementsAre(Pair("compression", "c23")));
  EXPECT_TRUE(FindLeakage(InfosOf(listing)).leaks.empty());
}

TEST_F(FaceForensics, IsTakenAtAnyLevelAndInParts) {
  const Listing raw = List({{"only", "compression=raw,method=Deepfakes|FaceSwap"},
                            {"clips", "real=6,Deepfakes=6,FaceSwap=6"}});
  EXPECT_THAT(raw.faults, IsEmpty());
  EXPECT_EQ(raw.files.size(), 18u);
  EXPECT_EQ(List({{"only", "compression=c23|c40"}, {"clips", "real=12"}}).files.size(), 72u);
  EXPECT_THAT(ErrorOf([&] { List({{"only", "compresion=c23"}}); }), HasSubstr("'compresion'"));
  EXPECT_THAT(ErrorOf([&] { List({{"only", "compression=c24"}}); }), HasSubstr("c23, c40, raw"));
}

TEST_F(FaceForensics, IsNotMixedWithWhatLiesInTheSameTree) {
  tree_.Touch(
      {"original_sequences/actors/c23/videos/01__kitchen_pan.mp4",
       "manipulated_sequences/DeepFakeDetection/c23/videos/01_02__kitchen_pan__AB12CD34.mp4",
       "manipulated_sequences/FaceSwap/masks/videos/000_001.mp4"});
  const Listing listing = List();
  EXPECT_THAT(listing.faults, IsEmpty());
  EXPECT_EQ(listing.files.size(), 36u);
}

TEST_F(FaceForensics, NamesWhatIsMissingAndWhatIsExtra) {
  tree_.Remove("manipulated_sequences/FaceSwap/c23/videos/003_002.mp4");
  tree_.Remove("original_sequences/youtube/c23/videos/005.mp4");
  tree_.Touch({"original_sequences/youtube/c23/videos/006.mp4"});
  const Listing listing = List();
  EXPECT_THAT(
      listing.faults,
      UnorderedElementsAre(
          "manipulated_sequences/FaceSwap/c23/videos/003_002.mp4 is missing: val.json names it",
          "original_sequences/youtube/c23/videos/005.mp4 is missing: test.json names it",
          "original_sequences/youtube/c23/videos/006.mp4 is one too many: no list names it",
          "clips of real: 5 instead of 6", "clips of test/real: 1 instead of 2",
          "clips of FaceSwap: 5 instead of 6"));
  EXPECT_EQ(listing.files.size(), 34u) << "what no list names is not taken";
}

TEST_F(FaceForensics, TakesTheMaskOfAFake) {
  const std::string mask = "manipulated_sequences/FaceSwap/masks/videos/000_001.mp4";
  tree_.Touch({mask});
  const Listing listing =
      List({{"mask", "manipulated_sequences/{method}/masks/videos/{target}_{source}.mp4"}});
  EXPECT_EQ(Find(listing, "manipulated_sequences/FaceSwap/c23/videos/000_001.mp4").mask, mask);
  EXPECT_EQ(Find(listing, "manipulated_sequences/Deepfakes/c23/videos/000_001.mp4").mask, "");
}

TEST(Dfd, IsAllTest) {
  const Tree tree;
  tree.Touch({"original_sequences/actors/c23/videos/01__exit_phone_room.mp4",
              "original_sequences/actors/c23/videos/01__kitchen_pan.mp4",
              "original_sequences/youtube/c23/videos/000.mp4",
              "manipulated_sequences/DeepFakeDetection/c23/videos/01_02__kitchen_pan__A1.mp4",
              "manipulated_sequences/DeepFakeDetection/c40/videos/01_02__kitchen_pan__A1.mp4"});
  const Listing listing = tree.List("dfd", {{"clips", "real=2,fake=1"}});
  EXPECT_THAT(listing.faults, IsEmpty());
  ASSERT_EQ(listing.files.size(), 3u);
  const SampleInfo fake = listing.files.front().info;
  EXPECT_EQ(fake.target, "01");
  EXPECT_EQ(fake.source, "02");
  EXPECT_EQ(fake.method, "DeepFakeDetection");
  EXPECT_EQ(fake.split, "test");
  EXPECT_EQ(fake.twin, "toy/original_sequences/actors/c23/videos/01__kitchen_pan");
}

/// Six celebrities with two takes each, each swapped with the next two; take 1 of id0 and what was
/// made of it are the test.
class CelebDf : public testing::TestWithParam<const char*> {
 protected:
  CelebDf() {
    for (int id = 0; id < 6; ++id)
      for (const std::string take : {"0000", "0001"}) {
        tree_.Touch({Concat("Celeb-real/id", id, "_", take, ".mp4"),
                     Concat("YouTube-real/0000", id, ".mp4")});
        for (int other : {(id + 1) % 6, (id + 2) % 6})
          tree_.Touch({Concat("Celeb-synthesis/id", id, "_id", other, "_", take, ".mp4")});
      }
    tree_.Write("List_of_testing_videos.txt",
                "1 Celeb-real/id0_0001.mp4\n0 Celeb-synthesis/id0_id1_0001.mp4\r\n"
                "0 Celeb-synthesis/id0_id2_0001.mp4\n1 YouTube-real/00000.mp4\n");
  }
  Listing List(std::map<std::string, std::string> changes = {}) const {
    changes.emplace("clips", "real=18,fake=24,test/real=2,test/fake=2");
    changes.emplace("val_share", ".4");
    return tree_.List(GetParam(), changes);
  }
  Tree tree_;
};

TEST_P(CelebDf, HasItsPublishedTestAndAValidationOfOtherPeople) {
  const Listing listing = List();
  EXPECT_THAT(listing.faults, IsEmpty());
  const Listed fake = Find(listing, "Celeb-synthesis/id0_id2_0001.mp4");
  EXPECT_EQ(fake.info.split, "test");
  EXPECT_EQ(fake.info.target, "id0");
  EXPECT_EQ(fake.info.source, "id2");
  EXPECT_EQ(fake.info.twin, "toy/Celeb-real/id0_0001");
  EXPECT_EQ(Find(listing, "YouTube-real/00000.mp4").info.target, "00000");
  std::map<std::string, std::set<std::string>> people;
  for (const Listed& one : listing.files) {
    people[one.info.split].insert(one.info.target);
    if (!one.info.source.empty()) people[one.info.split].insert(one.info.source);
  }
  EXPECT_FALSE(people["val"].empty());
  for (const std::string& person : people["val"])
    EXPECT_FALSE(people["train"].contains(person)) << person;
  EXPECT_LT(listing.files.size(), 42u) << "what shows people of both is in neither";
}

TEST_P(CelebDf, NamesClipsThatAreMissing) {
  tree_.Remove("Celeb-synthesis/id0_id1_0001.mp4");
  EXPECT_THAT(List().faults, Contains("Celeb-synthesis/id0_id1_0001.mp4 is missing: "
                                      "List_of_testing_videos.txt names it"));
}

TEST_P(CelebDf, SeesWhenOneMeansFake) {
  EXPECT_THAT(ErrorOf([&] { List({{"real_digit", "0"}}); }), HasSubstr("is real_digit=0 right?"));
}

INSTANTIATE_TEST_SUITE_P(Both, CelebDf, testing::Values("celeb_df_v1", "celeb_df_v2"));

TEST(Dfdc, IsReadFromTheMetadataOfItsParts) {
  const Tree tree;
  for (int part = 0; part < 2; ++part) {
    std::string json;
    for (const std::string clip : {"a", "b", "c", "d", "e"}) {
      const std::string name = Concat(clip, part);
      json +=
          Concat(json.empty() ? "{" : ",", '"', name, R"(.mp4":{"label":"REAL","split":"train"},")",
                 name, R"(f.mp4":{"label":"FAKE","split":"train","original":")", name, ".mp4\"}");
      tree.Touch({Concat("dfdc_train_part_", part, "/", name, ".mp4"),
                  Concat("dfdc_train_part_", part, "/", name, "f.mp4")});
    }
    tree.Write(Concat("dfdc_train_part_", part, "/metadata.json"), json + "}");
  }
  const Listing listing = tree.List("dfdc", {{"val_share", ".3"}});
  EXPECT_EQ(listing.files.size(), 20u);
  const Listed fake = Find(listing, "dfdc_train_part_1/c1f.mp4");
  EXPECT_EQ(fake.info.label, Label::kFake);
  EXPECT_EQ(fake.info.target, "c1");
  EXPECT_EQ(fake.info.source, "");
  EXPECT_EQ(fake.info.method, "dfdc");
  EXPECT_THAT(fake.info.attributes, ElementsAre(Pair("part", "dfdc_train_part_1")));
  EXPECT_EQ(Find(listing, "dfdc_train_part_1/c1.mp4").info.target, "c1");
  const auto infos = InfosOf(listing);
  EXPECT_EQ(std::ranges::count(infos, "val", &SampleInfo::split), 6) << "three of ten originals";
  EXPECT_TRUE(FindLeakage(infos).leaks.empty());
}

TEST(DfdcTest, IsReadFromItsLabels) {
  const Tree tree;
  tree.Write("labels.csv", "filename,label\naalsc.mp4,0\nabarn.mp4,1\n");
  const Listing listing = tree.List("dfdc_test");
  EXPECT_EQ(Find(listing, "aalsc.mp4").info.label, Label::kReal);
  EXPECT_EQ(Find(listing, "abarn.mp4").info.label, Label::kFake);
  EXPECT_EQ(Find(listing, "abarn.mp4").info.split, "test");
  EXPECT_THAT(listing.faults,
              ElementsAre("clips of real: 1 instead of 2500", "clips of fake: 1 instead of 2500"));
}

TEST(DfdcPreview, IsReadFromItsOneList) {
  const Tree tree;
  tree.Write("dataset.json", R"({
    "method_B/7/7_C/9_7_C_001.mp4":
      {"set":"train","label":"fake","target_id":"7","swapped_id":"9","augmentations":["fps"]},
    "original_videos/7/7_C_001.mp4":
      {"set":"train","label":"real","target_id":"7","swapped_id":null,"augmentations":[]},
    "original_videos/9/9_A_001.mp4":{"set":"train","label":"real","target_id":"9"},
    "original_videos/8/8_A_001.mp4":{"set":"train","label":"real","target_id":"8"},
    "original_videos/5/5_A_001.mp4":{"set":"test","label":"real","target_id":"5"}})");
  const Listing all = tree.List("dfdc_preview", {{"val_share", "0"}});
  EXPECT_THAT(all.faults, ElementsAre("clips of real: 4 instead of 1131"));
  const SampleInfo fake = Find(all, "method_B/7/7_C/9_7_C_001.mp4").info;
  EXPECT_EQ(fake.target, "7");
  EXPECT_EQ(fake.source, "9");
  EXPECT_EQ(fake.method, "method_B");
  EXPECT_THAT(fake.attributes, ElementsAre(Pair("augmentations", "fps")));
  const SampleInfo real = Find(all, "original_videos/7/7_C_001.mp4").info;
  EXPECT_EQ(real.method, "");
  EXPECT_TRUE(real.attributes.empty());
  EXPECT_EQ(Find(all, "original_videos/5/5_A_001.mp4").info.split, "test");
  const Listing listing = tree.List("dfdc_preview", {{"val_share", ".34"}});
  EXPECT_EQ(std::ranges::count(InfosOf(listing), "val", &SampleInfo::split), 1);
}

class DeeperForensics : public testing::Test {
 protected:
  DeeperForensics() {
    for (const std::string clip : {"000", "001", "002"}) {
      tree_.Touch({"original_sequences/youtube/c23/videos/" + clip + ".mp4"});
      for (const std::string variant : {"end_to_end", "end_to_end_level_3", "reenact_postprocess"})
        tree_.Touch({Concat("manipulated_videos/", variant, "/", clip, "_W10", clip[2], ".mp4")});
    }
    tree_.Write("lists/splits/train.txt", "000_W100.mp4\n");
    tree_.Write("lists/splits/val.txt", "001_W101.mp4\n");
    tree_.Write("lists/splits/test.txt", "002_W102.mp4\n");
  }
  Tree tree_;
};

TEST_F(DeeperForensics, TakesItsRealsFromFaceForensics) {
  const Listing listing = tree_.List(
      "deeperforensics", {{"clips", "real=3,end_to_end=3,train/end_to_end=1,val/end_to_end=1"}});
  EXPECT_THAT(listing.faults, IsEmpty());
  EXPECT_EQ(listing.files.size(), 6u);
  const SampleInfo fake = Find(listing, "manipulated_videos/end_to_end/001_W101.mp4").info;
  EXPECT_EQ(fake.split, "val");
  EXPECT_EQ(fake.target, "001");
  EXPECT_EQ(fake.source, "W101");
  EXPECT_EQ(fake.degradation, "end_to_end");
  EXPECT_EQ(fake.method, "DF-VAE");
  EXPECT_EQ(fake.twin, "toy/original_sequences/youtube/c23/videos/001");
  EXPECT_EQ(Find(listing, "original_sequences/youtube/c23/videos/002.mp4").info.split, "test");
}

TEST_F(DeeperForensics, NamesAVariantsMissingVideos) {
  tree_.Remove("manipulated_videos/end_to_end_level_3/001_W101.mp4");
  const Listing listing =
      tree_.List("deeperforensics", {{"only", "compression=c23"}, {"clips", ""}});
  EXPECT_THAT(listing.faults, ElementsAre("manipulated_videos/end_to_end_level_3/001_W101.mp4 is "
                                          "missing: lists/splits/val.txt names it"));
  EXPECT_EQ(listing.files.size(), 11u);
}

TEST(Uadfv, DrawsSplitsOfWholePairs) {
  const Tree tree;
  for (int clip = 10; clip < 20; ++clip)
    tree.Touch({Concat("real/00", clip, ".mp4"), Concat("fake/00", clip, "_fake.mp4")});
  const Listing listing = tree.List("uadfv", {{"clips", "real=10,fake=10"}});
  EXPECT_THAT(listing.faults, IsEmpty());
  const SampleInfo fake = Find(listing, "fake/0012_fake.mp4").info;
  EXPECT_EQ(fake.target, "0012");
  EXPECT_EQ(fake.twin, "toy/real/0012");
  EXPECT_EQ(fake.clip, "fake/0012_fake");
  const auto infos = InfosOf(listing);
  EXPECT_TRUE(FindLeakage(infos).leaks.empty());
  EXPECT_EQ(std::ranges::count(infos, "train", &SampleInfo::split), 12);
  EXPECT_THAT(tree.List("uadfv").faults,
              ElementsAre("clips of real: 10 instead of 49", "clips of fake: 10 instead of 49"));
}

TEST(Ffiw, KeepsItsFoldersAsSplits) {
  const Tree tree;
  for (const std::string split : {"train", "val"})
    for (const std::string side : {"source", "target", "target_mask"})
      tree.Touch({Concat(side, "/", split, "/", split, "_00000000.mp4")});
  const Listing listing = tree.List("ffiw", {{"clips", "val/real=1,val/fake=1"}});
  EXPECT_THAT(listing.faults, IsEmpty());
  EXPECT_EQ(listing.files.size(), 4u);
  const SampleInfo fake = Find(listing, "target/val/val_00000000.mp4").info;
  EXPECT_EQ(fake.label, Label::kFake);
  EXPECT_EQ(fake.split, "val");
  EXPECT_NE(fake.clip, Find(listing, "source/val/val_00000000.mp4").info.clip)
      << "the same name in two folders is two clips";
}

TEST(Descriptions, SayWhoMadeTheDataAndWhen) {
  for (const std::string recipe :
       {"celeb_df_v1", "celeb_df_v2", "deeperforensics", "deepfakebench", "df40", "dfd", "dfdc",
        "dfdc_preview", "dfdc_test", "dfdc_videos", "faceforensics", "ffiw", "uadfv"}) {
    const auto path = std::filesystem::path(SWAPBENCH_SOURCE_DIR) / "datasets" / (recipe + ".ini");
    const Card card = LoadDatasetRecipe(path).card;
    EXPECT_NE(card.creator, "") << recipe;
    EXPECT_NE(card.published, "") << recipe;
  }
}

TEST(FlatFolders, TellFramesFromClips) {
  const Tree tree;
  for (int clip = 0; clip < 5; ++clip)
    for (const std::string frame : {"0000", "0001"})
      for (const std::string label : {"real", "fake"})
        tree.Write(Concat(label, "/my_clip_", clip, "_", frame, ".png"), TinyPng(clip));
  const auto dataset = Datasets().Make(Tree::Source("flat_folders"), tree.context());
  ASSERT_EQ(dataset->size(), 20u);
  std::set<std::string> clips;
  for (size_t i = 0; i < dataset->size(); ++i) clips.insert(dataset->info(i).clip);
  EXPECT_EQ(clips.size(), 10u);
  EXPECT_THAT(clips, Contains("fake/my_clip_3"));
  EXPECT_EQ(dataset->info(0).target, "my_clip_0");
}

TEST(OwnIndex, IsReadByTheTemplate) {
  const Tree tree;
  tree.Write("a.png", TinyPng(1));
  tree.Write("b.png", TinyPng(2));
  tree.Write("index.csv",
             "file,label,clip,target,split,camera\na.png,real,c,Anna,test,phone\n"
             "b.png,fake,d,Anna,test,\n");
  const auto dataset = Datasets().Make(Tree::Source("own_index"), tree.context());
  ASSERT_EQ(dataset->size(), 2u);
  EXPECT_EQ(dataset->info(1).twin, "toy/a");
  EXPECT_THAT(dataset->info(0).attributes, ElementsAre(Pair("camera", "phone")));
}

}  // namespace
}  // namespace swapbench
