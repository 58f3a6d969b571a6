// SPDX-License-Identifier: Apache-2.0
#include "detect/audit.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/rng.h"
#include "image/codec.h"
#include "stats/controls.h"
#include "support.h"

namespace swapbench {
namespace {

/// Forty people, one real and one fake each, of coarse noise; three in four are in `train`.
class Crowd : public Dataset {
 public:
  Crowd() {
    for (size_t i = 0; i < 80; ++i) {
      Record record;
      record.info.id = "crowd/" + std::to_string(i);
      record.info.label = i % 2 == 0 ? Label::kReal : Label::kFake;
      record.info.target = "p" + std::to_string(i / 2);
      record.info.split = i / 2 % 4 == 0 ? "test" : "train";
      if (i % 2 == 1) {
        record.info.method = i % 4 == 1 ? "self" : "other";
        record.info.source = record.info.target;
      }
      record.image = EncodeJpeg(Picture(i), 90);
      records_.push_back(record);
    }
  }

  static cv::Mat Picture(size_t i) {
    Rng rng(i, "test/crowd");
    cv::Mat coarse(8, 8, CV_8UC3), picture;
    for (auto it = coarse.begin<cv::Vec3b>(); it != coarse.end<cv::Vec3b>(); ++it)
      for (int c = 0; c < 3; ++c) (*it)[c] = static_cast<uchar>(rng.Integer(40, 215));
    cv::resize(coarse, picture, {64, 64}, 0, 0, cv::INTER_CUBIC);
    return picture;
  }

  Record& operator[](size_t i) { return records_[i]; }
  size_t size() const override { return records_.size(); }
  const SampleInfo& info(size_t i) const override { return records_[i].info; }
  Sample Get(size_t) const override { return {}; }
  Record GetRecord(size_t i) const override { return records_[i]; }

 private:
  std::vector<Record> records_;
};

BootstrapOptions Options() {
  BootstrapOptions options;
  options.replicates = 400;
  return options;
}

std::vector<std::string> CuesThatTell(const Dataset& dataset) {
  std::vector<std::string> names;
  for (const Estimate& row : AuditCues(dataset, "crowd", MeasureRecords(dataset, 2), Options()))
    if (row.slice == "all" && !ContainsHalf(row)) names.push_back(row.detector);
  return names;
}

std::vector<NearDuplicate> Duplicates(const Dataset& dataset) {
  return FindNearDuplicates(dataset, MeasureRecords(dataset, 2), 3, 2);
}

TEST(Audit, FindsNothingInACleanCorpus) {
  const Crowd crowd;
  EXPECT_THAT(CuesThatTell(crowd), testing::IsEmpty());
  EXPECT_THAT(Duplicates(crowd), testing::IsEmpty());
}

TEST(Audit, JudgesEveryCueOnAllFakesAndOnEachMethod) {
  const Crowd crowd;
  const auto rows = AuditCues(crowd, "crowd", MeasureRecords(crowd, 1), Options());
  ASSERT_EQ(rows.size(), 6u) << "width, height and quantisation are constant";
  EXPECT_EQ(rows[0].detector, "file_size");
  EXPECT_EQ(rows[0].slice, "all");
  EXPECT_EQ(rows[1].slice, "method=other");
  EXPECT_EQ(rows[2].slice, "method=self");
  EXPECT_EQ(rows[3].detector, "brightness");
  EXPECT_EQ(rows[0].n, 80u);
  EXPECT_EQ(rows[0].clusters, 40u);
}

TEST(Audit, JudgesAMethodAmongTheRealsOfItsOwnSplits) {
  Crowd crowd;
  for (size_t i = 0; i < crowd.size(); ++i)
    if (crowd.info(i).label == Label::kFake)
      crowd[i].info.method = crowd.info(i).split == "test" ? "tested" : "trained";
  const auto rows = AuditCues(crowd, "crowd", MeasureRecords(crowd, 1), Options());
  EXPECT_EQ(rows[0].n, 80u);
  EXPECT_EQ(rows[1].slice, "method=tested");
  EXPECT_EQ(rows[1].n, 20u);
  EXPECT_EQ(rows[2].n, 60u);
}

TEST(Audit, JudgesAControlThatStandsAlone) {
  Crowd crowd;
  for (size_t i = 1; i < crowd.size(); i += 2) crowd[i].info.method = "identity";
  const auto rows = AuditCues(crowd, "crowd", MeasureRecords(crowd, 1), Options());
  ASSERT_EQ(rows.size(), 2u);
  for (const Estimate& row : rows) {
    EXPECT_EQ(row.slice, "method=identity");
    EXPECT_EQ(row.n, 80u);
    EXPECT_LE(row.low, row.high) << "there is an interval";
  }
}

TEST(Audit, JudgesTheOneMethodThatIsAllThereIsOnce) {
  Crowd crowd;
  for (size_t i = 1; i < crowd.size(); i += 2) crowd[i].info.method = "paste";
  const auto rows = AuditCues(crowd, "crowd", MeasureRecords(crowd, 1), Options());
  ASSERT_EQ(rows.size(), 2u);
  for (const Estimate& row : rows) EXPECT_EQ(row.slice, "all");
}

TEST(Audit, FindsAnotherQuality) {
  Crowd crowd;
  for (size_t i = 1; i < crowd.size(); i += 2) crowd[i].image = EncodeJpeg(Crowd::Picture(i), 89);
  EXPECT_THAT(CuesThatTell(crowd), testing::Contains("quantisation"));
}

TEST(Audit, FindsAnotherFormat) {
  Crowd crowd;
  for (size_t i = 1; i < crowd.size(); i += 2) crowd[i].image = EncodePng(Crowd::Picture(i));
  EXPECT_THAT(CuesThatTell(crowd), testing::IsSupersetOf({"file_size", "quantisation"}));
}

TEST(Audit, FindsAnotherSizeAndBrightness) {
  Crowd crowd;
  for (size_t i = 1; i < crowd.size(); i += 2) {
    cv::Mat picture = Crowd::Picture(i) + cv::Scalar::all(25);
    crowd[i].image = EncodeJpeg(picture.colRange(0, 62), 90);
  }
  EXPECT_THAT(CuesThatTell(crowd), testing::IsSupersetOf({"width", "brightness"}));
  EXPECT_THAT(CuesThatTell(crowd), testing::Not(testing::Contains("height")));
}

TEST(Audit, FindsTheSamePictureInTwoSplitsThoughScaledAndCompressed) {
  Crowd crowd;
  cv::Mat copy;
  cv::resize(Crowd::Picture(0), copy, {48, 48}, 0, 0, cv::INTER_AREA);
  crowd[7].image = EncodeJpeg(copy * .9, 60);
  const auto pairs = Duplicates(crowd);
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].id, "crowd/0");
  EXPECT_EQ(pairs[0].split, "test");
  EXPECT_EQ(pairs[0].other, "crowd/7");
  EXPECT_EQ(pairs[0].other_split, "train");
}

TEST(Audit, DoesNotMindTheSamePictureTwiceInOneSplit) {
  Crowd crowd;
  crowd[3].image = crowd[2].image;
  EXPECT_THAT(Duplicates(crowd), testing::IsEmpty());
}

TEST(Audit, SaysWhichRecordCannotBeDecoded) {
  Crowd crowd;
  crowd[5].image.resize(100);
  EXPECT_THAT(ErrorOf([&] { MeasureRecords(crowd, 1); }), testing::HasSubstr("crowd/5"));
}

}  // namespace
}  // namespace swapbench
