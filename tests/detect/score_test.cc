// SPDX-License-Identifier: Apache-2.0
#include "detect/score.h"

#include <atomic>
#include <mutex>

#include "detect/join.h"
#include "support.h"

namespace swapbench {
namespace {

/// Ten records, real and fake in turn; the image of record i is filled with the value i.
class TenRecords : public Dataset {
 public:
  TenRecords() {
    for (int i = 0; i < 10; ++i) {
      SampleInfo info;
      info.id = "ten/" + std::to_string(i);
      info.label = i % 2 == 0 ? Label::kReal : Label::kFake;
      info.split = i < 4 ? "train" : i < 6 ? "val" : "test";
      info.target = "p" + std::to_string(i / 2);
      info.attributes["tone"] = "3";
      infos_.push_back(info);
    }
  }
  SampleInfo& operator[](size_t i) { return infos_[i]; }
  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_.at(i); }
  Sample Get(size_t i) const override {
    ++decoded;
    const auto value = static_cast<double>(i);
    return {infos_.at(i), {cv::Mat(2, 2, CV_8UC3, cv::Scalar::all(value)), {}}, {}};
  }
  Record GetRecord(size_t) const override { return {}; }

  mutable std::atomic<int> decoded = 0;

 private:
  std::vector<SampleInfo> infos_;
};

TEST(ScoreDataset, KeepsCorpusOrderWhateverTheThreadsAndBatches) {
  const TenRecords dataset;
  const auto detector = Detectors().Make(Spec::Parse("brightness"));
  for (const int threads : {1, 3})
    for (const int batch : {1, 4, 100}) {
      const ScoreTable table =
          ScoreDataset(dataset, *detector, "brightness", {{"val", "test"}, threads, batch});
      ASSERT_EQ(table.rows.size(), 6U);
      for (size_t k = 0; k < 6; ++k) {
        EXPECT_EQ(table.rows[k].id, "ten/" + std::to_string(k + 4));
        EXPECT_EQ(table.rows[k].fake, k % 2 == 1);
        EXPECT_FLOAT_EQ(static_cast<float>(table.rows[k].score), static_cast<float>(k + 4) / 255);
        EXPECT_EQ(table.rows[k].attributes.at("tone"), "3");
      }
    }
}

TEST(ScoreDataset, SaysWhenASplitIsEmpty) {
  const TenRecords dataset;
  const auto detector = Detectors().Make(Spec::Parse("coin"));
  EXPECT_THAT(ErrorOf([&] {
                ScoreDataset(dataset, *detector, "coin", {{"dev"}, 1, 1});
              }),
              testing::HasSubstr("split dev"));
}

TEST(ScoreDataset, RefusesOneClassBeforeItScoresAFace) {
  TenRecords dataset;
  for (size_t i = 4; i < 10; ++i) dataset[i].label = Label::kReal;
  const auto detector = Detectors().Make(Spec::Parse("coin"));
  EXPECT_THAT(ErrorOf([&] {
                ScoreDataset(dataset, *detector, "coin", {{"val", "test"}, 1, 1});
              }),
              testing::HasSubstr("All 6 records of split val, test are real"));
  EXPECT_EQ(dataset.decoded.load(), 0);
}

TEST(JoinScores, TakesTheirScoresAndOurColumnsAndNamesWhatIsMissing) {
  const TenRecords dataset;
  ScoreTable given;
  for (const char* id : {"ten/7", "ten/4", "elsewhere/1"}) {
    ScoreRow row;
    row.id = id;
    row.fake = row.id == "ten/7";
    row.score = 2;
    given.rows.push_back(row);
  }
  const JoinedScores joined = JoinScores(given, dataset, {"test", "val"});
  ASSERT_EQ(joined.table.rows.size(), 2U);
  EXPECT_EQ(joined.table.rows[0].id, "ten/4");
  EXPECT_EQ(joined.table.rows[0].target, "p2");
  EXPECT_THAT(joined.missing, testing::ElementsAre("ten/5", "ten/6", "ten/8", "ten/9"));
  EXPECT_THAT(joined.unknown, testing::ElementsAre("elsewhere/1"));
}

TEST(JoinScores, RefusesContradictoryLabelsAndForeignTables) {
  const TenRecords dataset;
  ScoreTable given;
  given.rows.resize(1);
  given.rows[0].id = "ten/4";
  given.rows[0].fake = true;
  EXPECT_THAT(ErrorOf([&] { JoinScores(given, dataset, {}); }), testing::HasSubstr("ten/4"));
  given.rows[0].id = "other";
  EXPECT_THAT(ErrorOf([&] { JoinScores(given, dataset, {}); }), testing::HasSubstr("'ten/0'"));
}

}  // namespace
}  // namespace swapbench
