// SPDX-License-Identifier: Apache-2.0
// Every benchmark of videos that datasets/ describes, as a miniature of real clips: from the folder
// to crops with landmarks, with the splits of its lists. The descriptions themselves are tested in
// benchmarks_test.cc; here each file is opened.
#include <map>
#include <ostream>
#include <set>

#include "data/import.h"
#include "data/media.h"
#include "faces/shape_predictor.h"
#include "image/codec.h"
#include "trees.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

struct Miniature {
  std::string recipe;
  std::map<std::string, std::string> changes;  // of its options: counts and parts that are there
  std::vector<std::string> videos;
  std::map<std::string, std::string> lists;  // file: text
  std::map<std::string, size_t> clips;       // "split/label": how many are imported
  SampleInfo fake;                           // one of them: clip, target, source, method and split
};

std::ostream& operator<<(std::ostream& out, const Miniature& miniature) {
  return out << miniature.recipe;
}

SampleInfo Fake(std::string clip, std::string target, std::string source, std::string method,
                std::string split) {
  SampleInfo info;
  info.clip = std::move(clip);
  info.target = std::move(target);
  info.source = std::move(source);
  info.method = std::move(method);
  info.split = std::move(split);
  return info;
}

std::vector<std::string> FaceForensicsVideos() {
  std::vector<std::string> videos;
  for (const std::string clip : {"000", "001", "002", "003", "004", "005"})
    videos.push_back("original_sequences/youtube/c23/videos/" + clip + ".mp4");
  for (const std::string pair : {"000_001", "001_000", "002_003", "003_002", "004_005", "005_004"})
    videos.push_back("manipulated_sequences/FaceSwap/c23/videos/" + pair + ".mp4");
  return videos;
}

/// Three clips of celebrities and one of somebody else, two of them and one fake in the test.
Miniature CelebDf(const std::string& version) {
  return {"celeb_df_" + version,
          {{"clips", "real=4,fake=2,test/real=2,test/fake=1"}, {"val_share", "0"}},
          {"Celeb-real/id0_0000.mp4", "Celeb-real/id0_0001.mp4", "Celeb-real/id1_0000.mp4",
           "YouTube-real/00000.mp4", "Celeb-synthesis/id0_id1_0000.mp4",
           "Celeb-synthesis/id0_id1_0001.mp4"},
          {{"List_of_testing_videos.txt",
            "1 Celeb-real/id0_0001.mp4\n1 YouTube-real/00000.mp4\n"
            "0 Celeb-synthesis/id0_id1_0001.mp4\n"}},
          {{"train/real", 2}, {"train/fake", 1}, {"test/real", 2}, {"test/fake", 1}},
          Fake("Celeb-synthesis/id0_id1_0001", "id0", "id1", "Celeb-synthesis", "test")};
}

std::vector<Miniature> Miniatures() {
  const std::string youtube = "original_sequences/youtube/c23/videos/";
  const std::string actors = "original_sequences/actors/c23/videos/";
  const std::string part = "dfdc_train_part_3/";
  return {
      {"faceforensics",
       {{"only", "compression=c23,method=FaceSwap"}, {"clips", "real=6,train/real=2,FaceSwap=6"}},
       FaceForensicsVideos(),
       {{"train.json", R"([["000","001"]])"},
        {"val.json", R"([["002","003"]])"},
        {"test.json", R"([["004","005"]])"}},
       {{"train/real", 2},
        {"train/fake", 2},
        {"val/real", 2},
        {"val/fake", 2},
        {"test/real", 2},
        {"test/fake", 2}},
       Fake("manipulated_sequences/FaceSwap/c23/videos/003_002", "003", "002", "FaceSwap", "val")},
      {"dfd",
       {{"clips", "real=2,fake=1"}},
       {actors + "01__kitchen_pan.mp4", actors + "02__kitchen_pan.mp4",
        "manipulated_sequences/DeepFakeDetection/c23/videos/01_02__kitchen_pan__A1.mp4"},
       {},
       {{"test/real", 2}, {"test/fake", 1}},
       Fake("manipulated_sequences/DeepFakeDetection/c23/videos/01_02__kitchen_pan__A1", "01", "02",
            "DeepFakeDetection", "test")},
      CelebDf("v1"),
      CelebDf("v2"),
      {"dfdc",
       {{"val_share", ".34"}},
       {part + "a.mp4", part + "af.mp4", part + "b.mp4", part + "bf.mp4", part + "c.mp4",
        part + "cf.mp4"},
       {{part + "metadata.json",
         R"({"a.mp4":{"label":"REAL","split":"train"},"b.mp4":{"label":"REAL","split":"train"},
          "c.mp4":{"label":"REAL","split":"train"},
          "af.mp4":{"label":"FAKE","split":"train","original":"a.mp4"},
          "bf.mp4":{"label":"FAKE","split":"train","original":"b.mp4"},
          "cf.mp4":{"label":"FAKE","split":"train","original":"c.mp4"}})"}},
       {{"train/real", 2}, {"train/fake", 2}, {"val/real", 1}, {"val/fake", 1}},
       Fake(part + "bf", "b", "", "dfdc", "")},
      {"dfdc_test",
       {{"clips", "real=1,fake=1"}},
       {"aalsc.mp4", "abarn.mp4"},
       {{"labels.csv", "filename,label\naalsc.mp4,0\nabarn.mp4,1\n"}},
       {{"test/real", 1}, {"test/fake", 1}},
       Fake("abarn", "", "", "dfdc", "test")},
      {"dfdc_preview",
       {{"val_share", "0"}, {"clips", "real=2"}},
       {"method_B/7/7_C/9_7_C_001.mp4", "original_videos/7/7_C_001.mp4",
        "original_videos/5/5_A_001.mp4"},
       {{"dataset.json", R"({
          "method_B/7/7_C/9_7_C_001.mp4":
            {"set":"train","label":"fake","target_id":"7","swapped_id":"9"},
          "original_videos/7/7_C_001.mp4":{"set":"train","label":"real","target_id":"7"},
          "original_videos/5/5_A_001.mp4":{"set":"test","label":"real","target_id":"5"}})"}},
       {{"train/real", 1}, {"train/fake", 1}, {"test/real", 1}},
       Fake("method_B/7/7_C/9_7_C_001", "7", "9", "method_B", "train")},
      {"dfdc_videos",
       {},
       {"dfdc_train_part_0/lynaeydofd.mp4", "dfdc_train_part_0/brtujopkby.mp4"},
       {},
       {{"train/real", 1}, {"train/fake", 1}},
       Fake("dfdc_train_part_0/brtujopkby", "", "", "dfdc", "train")},
      {"deeperforensics",
       {{"clips", "real=3,end_to_end=3"}},
       {youtube + "000.mp4", youtube + "001.mp4", youtube + "002.mp4",
        "manipulated_videos/end_to_end/000_W100.mp4", "manipulated_videos/end_to_end/001_W101.mp4",
        "manipulated_videos/end_to_end/002_W102.mp4"},
       {{"lists/splits/train.txt", "000_W100.mp4\n"},
        {"lists/splits/val.txt", "001_W101.mp4\n"},
        {"lists/splits/test.txt", "002_W102.mp4\n"}},
       {{"train/real", 1},
        {"train/fake", 1},
        {"val/real", 1},
        {"val/fake", 1},
        {"test/real", 1},
        {"test/fake", 1}},
       Fake("manipulated_videos/end_to_end/001_W101", "001", "W101", "DF-VAE", "val")},
      {"uadfv",
       {{"clips", "real=5,fake=5"}},
       {"real/0000.mp4", "fake/0000_fake.mp4", "real/0001.mp4", "fake/0001_fake.mp4",
        "real/0002.mp4", "fake/0002_fake.mp4", "real/0003.mp4", "fake/0003_fake.mp4",
        "real/0004.mp4", "fake/0004_fake.mp4"},
       {},
       {{"train/real", 3},
        {"train/fake", 3},
        {"val/real", 1},
        {"val/fake", 1},
        {"test/real", 1},
        {"test/fake", 1}},
       Fake("fake/0002_fake", "0002", "", "unknown", "")},
      {"ffiw",
       {{"clips", "val/real=1,val/fake=1"}},
       {"source/train/train_00000000.mp4", "target/train/train_00000000.mp4",
        "source/val/val_00000000.mp4", "target/val/val_00000000.mp4"},
       {},
       {{"train/real", 1}, {"train/fake", 1}, {"val/real", 1}, {"val/fake", 1}},
       Fake("target/val/val_00000000", "val_00000000", "", "ffiw", "val")},
  };
}

/// A clip of four frames; three people take turns.
const std::string& ClipOf(size_t person) {
  static const std::vector<std::string> clips = [] {
    const TemporaryFolder folder;
    std::vector<std::string> bytes;
    for (size_t i = 0; i < 3; ++i) {
      WriteClip(folder / "clip.mp4", i, 4);
      bytes.push_back(ReadFile(folder / "clip.mp4"));
    }
    return bytes;
  }();
  return clips[person % clips.size()];
}

class BenchmarkVideos : public testing::TestWithParam<Miniature> {
 protected:
  BenchmarkVideos() {
    static const auto kept = OpenShapePredictor(kLandmarkModel);  // read once
    for (size_t i = 0; i < GetParam().videos.size(); ++i)
      tree_.Write(GetParam().videos[i], ClipOf(i));
    for (const auto& [file, text] : GetParam().lists) tree_.Write(file, text);
  }

  /// As `import` opens it, but for two frames a clip and dlib's plain search.
  std::unique_ptr<Dataset> Open() const {
    DatasetRecipe recipe = LoadDatasetRecipe(std::filesystem::path(SWAPBENCH_SOURCE_DIR) /
                                             "datasets" / (GetParam().recipe + ".ini"));
    for (const auto& [key, value] : GetParam().changes) recipe.source.args[key] = Bracketed(value);
    recipe.faces.value().frames.count = 2;
    recipe.faces->locator = Spec::Parse("dlib");
    return OpenSource(recipe, tree_.path(), 2, elsewhere_ / "found.jsonl");
  }

  Tree tree_;
  TemporaryFolder elsewhere_;
};

std::map<std::string, size_t> ClipsOf(const Dataset& dataset) {
  std::map<std::string, std::set<std::string>> clips;
  for (size_t i = 0; i < dataset.size(); ++i) {
    const SampleInfo& info = dataset.info(i);
    clips[Concat(info.split, "/", ToString(info.label))].insert(info.clip);
  }
  std::map<std::string, size_t> counts;
  for (const auto& [key, names] : clips) counts[key] = names.size();
  return counts;
}

TEST_P(BenchmarkVideos, BecomeCropsInTheirOfficialSplits) {
  const auto dataset = Open();
  EXPECT_EQ(dataset->size(), 2 * GetParam().videos.size());
  EXPECT_TRUE(dataset->refusals().empty());
  EXPECT_EQ(ClipsOf(*dataset), GetParam().clips);
  const SampleInfo& expected = GetParam().fake;
  size_t frames = 0;
  for (size_t i = 0; i < dataset->size(); ++i) {
    const SampleInfo& info = dataset->info(i);
    if (info.clip != expected.clip) continue;
    ++frames;
    EXPECT_EQ(info.label, Label::kFake);
    if (!expected.target.empty()) {
      EXPECT_EQ(info.target, expected.target);
    }
    if (!expected.split.empty()) {
      EXPECT_EQ(info.split, expected.split);
    }
    EXPECT_EQ(info.source, expected.source);
    EXPECT_EQ(info.method, expected.method);
    const Sample sample = dataset->Get(i);
    EXPECT_EQ(sample.face.image.size(), cv::Size(256, 256)) << "as DeepfakeBench crops";
    EXPECT_TRUE(sample.face.landmarks.has_value());
  }
  EXPECT_EQ(frames, 2U) << expected.clip;
}

TEST_P(BenchmarkVideos, OfWhichOneIsCutOffLoseThatOneAndNameIt) {
  Open();  // what is found here need not be looked for again
  const std::string file = GetParam().videos.back();
  tree_.Write(file, ReadFile(tree_ / file).substr(0, 400));
  const auto dataset = Open();
  EXPECT_EQ(dataset->size(), 2 * (GetParam().videos.size() - 1));
  ASSERT_EQ(dataset->refusals().size(), 1U);
  EXPECT_EQ(dataset->refusals()[0].file, file);
  EXPECT_EQ(dataset->refusals()[0].kind, Refusal::Kind::kUnreadable);
  EXPECT_THAT(RefusalText(*dataset), HasSubstr("Refused " + file));
}

INSTANTIATE_TEST_SUITE_P(Descriptions, BenchmarkVideos, testing::ValuesIn(Miniatures()),
                         [](const auto& test) { return test.param.recipe; });

}  // namespace
}  // namespace swapbench
