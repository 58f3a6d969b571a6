// SPDX-License-Identifier: Apache-2.0
// Everything that leaves or enters the store besides a corpus.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include "core/file.h"
#include "data/adaptors.h"
#include "data/import.h"
#include "data/recipe.h"
#include "data/split.h"
#include "store/arrays.h"
#include "store/records.h"
#include "store/score_file.h"
#include "store/sheet.h"
#include "store/unpack.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

ScoreTable Table() {
  ScoreTable table;
  table.detector = "coin:size=3";
  table.corpus = "toy";
  table.fingerprint = "ab12";
  table.threshold = .1;
  table.seen_methods = {"a", "b"};
  for (int i = 0; i < 4; ++i) {
    ScoreRow row;
    row.id = Concat("toy/", i);
    row.fake = i % 2 == 1;
    row.score = 1. / (3 + i);
    row.split = "test";
    row.target = "Zoë, \"Z\"";
    row.attributes["tone"] = std::to_string(i);
    table.rows.push_back(row);
  }
  table.rows[3].outcome = Outcome::kNoFace;
  table.rows[3].score = std::nan("");
  return table;
}

TEST(ScoreFile, GivesBackEveryBitAndWritesItsTwin) {
  const TemporaryFolder folder;
  const ScoreTable table = Table();
  WriteScores(table, folder / "scores.h5");
  for (const ScoreTable& found :
       {ReadScoreFile(folder / "scores.h5"), ReadScoreCsv(folder / "scores.csv")}) {
    ASSERT_EQ(found.rows.size(), 4u);
    for (size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(found.rows[i].id, table.rows[i].id);
      EXPECT_EQ(found.rows[i].fake, table.rows[i].fake);
      EXPECT_EQ(found.rows[i].outcome, table.rows[i].outcome);
      EXPECT_EQ(found.rows[i].target, table.rows[i].target);
      EXPECT_EQ(found.rows[i].attributes, table.rows[i].attributes);
      if (i == 3) continue;
      EXPECT_EQ(found.rows[i].score, table.rows[i].score);
    }
    EXPECT_TRUE(std::isnan(found.rows[3].score));
  }
  const ScoreTable found = ReadScoreFile(folder / "scores.h5");
  EXPECT_EQ(found.detector, table.detector);
  EXPECT_EQ(found.corpus, table.corpus);
  EXPECT_EQ(found.fingerprint, table.fingerprint);
  EXPECT_EQ(found.threshold, table.threshold);
  EXPECT_EQ(found.seen_methods, table.seen_methods);
}

TEST(ScoreFile, AFileThatIsNoneIsOneSentence) {
  const TemporaryFolder folder;
  PublishFile(folder / "a.h5", "not HDF5");
  EXPECT_THAT(ErrorOf([&] { ReadScoreFile(folder / "a.h5"); }), HasSubstr("a.h5"));
  WriteCorpus(TestPlan(4), TestHeader(), folder / "c", {});
  EXPECT_THAT(ErrorOf([&] { ReadScoreFile(folder / "c/shard-00000.h5"); }),
              HasSubstr("no score table"));
  EXPECT_THAT(ErrorOf([&] { WriteScores(Table(), folder / "a.txt"); }), HasSubstr("FILE.h5"));
}

TEST(Arrays, AFileOfAnotherKindIsOneSentence) {
  const TemporaryFolder folder;
  PublishFile(folder / "w.h5", "PK\x03\x04 a zip");
  EXPECT_THAT(ErrorOf([&] { ReadArrays(folder / "w.h5"); }), HasSubstr("is not an HDF5 file"));
  EXPECT_THAT(ErrorOf([&] { ReadArrays(folder / "none.h5"); }), HasSubstr("none.h5"));
  PublishFile(folder / "cut.h5", std::string("\x89HDF\r\n\x1a\n", 8) + std::string(90, '\1'));
  EXPECT_THAT(ErrorOf([&] { ReadArrays(folder / "cut.h5"); }), HasSubstr("cut.h5"));
}

TEST(Arrays, ReadsPublishedKerasWeights) {
  const auto folder = RealData("mesonet_weights");
  if (!folder) GTEST_SKIP() << "set SWAPBENCH_REAL_DATA";
  const auto arrays = ReadArrays(*folder / "Meso4_DF.h5");
  ASSERT_EQ(arrays.size(), 28u);  // 4 x (kernel, bias), 4 x 4 of batch normalisation, 2 x 2 dense
  EXPECT_EQ(arrays[0].name, "batch_normalization_5/batch_normalization_5/beta:0");
  const auto kernel = std::ranges::find(arrays, "conv2d_6/conv2d_6/kernel:0", &NamedArray::name);
  ASSERT_NE(kernel, arrays.end());
  EXPECT_EQ(kernel->shape, (std::vector<int64_t>{5, 5, 8, 8}));
  EXPECT_EQ(kernel->values.size(), 1600u);
  EXPECT_EQ(kernel->type, "F32");
  const auto layers = ReadTextAttribute(*folder / "Meso4_DF.h5", "/", "layer_names");
  EXPECT_EQ(layers.at(1), "conv2d_5");
  EXPECT_TRUE(ReadTextAttribute(*folder / "Meso4_DF.h5", "/flatten_2", "weight_names").empty());
}

TEST(Unpack, ComesBackThroughALayout) {
  const TemporaryFolder folder;
  const TestPlan plan(10);
  WriteCorpus(plan, TestHeader(), folder / "c", {.records_per_shard = 4});
  UnpackDataset(*OpenCorpus(folder / "c"), folder / "out");
  const auto layout = Datasets().Make(Spec::Parse("layout:index=index.csv"),
                                      {.name = "toy", .root = folder / "out"});
  ASSERT_EQ(layout->size(), 10u);
  for (size_t i = 0; i < 10; ++i) {
    const Record wanted = TestRecord(i), found = layout->GetRecord(i);
    EXPECT_EQ(found.image, wanted.image);
    EXPECT_EQ(found.mask, wanted.mask);
    EXPECT_EQ(found.info.attributes, wanted.info.attributes);
    EXPECT_EQ(found.info.source, wanted.info.source);
  }
  EXPECT_EQ(layout->info(3).twin, layout->info(2).id);
  EXPECT_EQ(ReadFile(folder / "out/classes/p1.png"), TestRecord(2).classes);
  EXPECT_THAT(ErrorOf([&] { UnpackDataset(*OpenCorpus(folder / "c"), folder / "out"); }),
              HasSubstr("not empty"));
}

/// A dataset whose record 3 cannot be read.
class Damaged : public Dataset {
 public:
  explicit Damaged(const Dataset& whole) : whole_(whole) {}
  size_t size() const override { return whole_.size(); }
  const SampleInfo& info(size_t i) const override { return whole_.info(i); }
  Sample Get(size_t i) const override { return whole_.Get(i); }
  Record GetRecord(size_t i) const override {
    Check(i != 3, "Record 3 is damaged.");
    return whole_.GetRecord(i);
  }

 private:
  const Dataset& whole_;
};

TEST(Unpack, LeavesNothingWhereItFails) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(6), TestHeader(), folder / "corpus", {});
  const auto corpus = OpenCorpus(folder / "corpus");
  const Damaged damaged(*corpus);
  const fs::path out = folder / "deep/out";
  EXPECT_THAT(ErrorOf([&] { UnpackDataset(damaged, out); }), HasSubstr("damaged"));
  EXPECT_THAT(ErrorOf([&] { UnpackForDeepfakeBench(damaged, "noise", out); }),
              HasSubstr("damaged"));
  EXPECT_FALSE(fs::exists(folder / "deep"));
  fs::create_directories(out);
  EXPECT_THAT(ErrorOf([&] { UnpackDataset(damaged, out); }), HasSubstr("damaged"));
  EXPECT_TRUE(fs::is_empty(out)) << "a folder that was there stays";
  UnpackDataset(*corpus, out);
  EXPECT_TRUE(fs::exists(out / "index.csv"));
}

TEST(Sheet, ShowsRealFakeAndMask) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {});
  WriteSheet(*OpenCorpus(folder / "c"), folder / "sheet.png",
             {.triples = 1, .columns = 1, .cell = 32, .seed = 1});
  const cv::Mat sheet = DecodeImage(ReadFile(folder / "sheet.png"), "sheet");
  EXPECT_GE(sheet.cols, 3 * 32);
  const int x = sheet.cols - 6 - 16;  // the middle of the mask, which is one grey
  const cv::Vec3b grey = sheet.at<cv::Vec3b>(6 + 16, x);
  EXPECT_EQ(grey[0], grey[2]);
  EXPECT_LT(grey[0], 8);  // record 1, 3, 5 or 7
  EXPECT_THAT(ErrorOf([&] { WriteSheet(*OpenCorpus(folder / "c"), folder / "a.jpg", {}); }),
              HasSubstr("FILE.png"));
}

TEST(Shard, IsReadByH5py) {
  if (std::system("/usr/bin/python3 -c 'import h5py' 2>/dev/null") != 0)
    GTEST_SKIP() << "/usr/bin/python3 has no h5py";
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(9), TestHeader(), folder / "c", {});
  PublishFile(folder / "image", TestRecord(5).image);
  PublishFile(folder / "read.py", R"(
import h5py, sys
f = h5py.File(sys.argv[1] + '/c/shard-00000.h5', 'r')
word = lambda column, i: f['dict/' + column][f['info/' + column][i]].decode()
begin, end = f['image/offset'][5:7]
assert f['image/bytes'][begin:end].tobytes() == open(sys.argv[1] + '/image', 'rb').read()
assert f['image/bytes'].id.get_offset() % 64 == 0
assert word('id', 5) == 'toy/p2-paste' and word('label', 5) == 'fake' and word('tone', 4) == '3'
assert f['landmarks'].shape == (9, 68, 2) and f['landmarks'][4, 7, 1] == 4
assert f['landmarks_3d'].shape == (9, 68, 3) and f['landmarks'][5, 0, 0] != f['landmarks'][5, 0, 0]
assert f.attrs['seed'] == 7 and f.attrs['corpus'].decode() == 'toy'
assert f['mask/offset'][1] == 0 and len(f['provenance/xxh64']) == 9
)");
  const std::string command =
      Concat("/usr/bin/python3 ", (folder / "read.py").string(), " ", folder.path().string());
  EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST(Import, DfdcFacesBecomeACorpus) {
  const auto root = RealData("dfdc_faces");
  if (!root) GTEST_SKIP() << "set SWAPBENCH_REAL_DATA";
  const TemporaryFolder folder;
  const DatasetRecipe recipe = LoadDatasetRecipe(std::filesystem::path(SWAPBENCH_SOURCE_DIR) /
                                                 "datasets" / "dfdc_faces.ini");
  const auto dataset = OpenSource(recipe, *root, 0);
  CheckRefusals(*dataset, 0);
  const CorpusHeader header = {recipe.card.name, CanonicalRecipe(recipe), recipe.corpus.seed,
                               CardJson(recipe.card)};
  WriteOptions options;
  options.records_per_shard = recipe.corpus.records_per_shard;
  EXPECT_TRUE(WriteCorpus(ImportPlan(*dataset), header, folder / "c", options));
  const auto corpus = OpenCorpus(folder / "c");
  EXPECT_EQ(corpus->size(), 6000u);
  EXPECT_EQ(corpus->corpus_info().shards, 6u);
  EXPECT_EQ(corpus->corpus_info().counts.at("split=test label=fake"), 600u);
  EXPECT_EQ(corpus->GetRecord(4321).image, dataset->GetRecord(4321).image);
  EXPECT_TRUE(VerifyCorpus(folder / "c", 0).empty());
  std::cout << ToText(FindLeakage(Infos(*corpus)));
}

}  // namespace
}  // namespace swapbench
