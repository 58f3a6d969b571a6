// SPDX-License-Identifier: Apache-2.0
#include "train/reliability.h"

#include <cmath>

#include "faces/align.h"
#include "image/codec.h"
#include "stats/bound.h"
#include "support.h"

namespace swapbench {
namespace {

/// Reals of two people, fakes of three; pictures of two sizes with a face in them.
class FewPeople : public Dataset {
 public:
  FewPeople() {
    for (const auto& [fake, target] : {std::pair(false, "ann"),
                                       {false, "ann"},
                                       {false, "ben"},
                                       {false, "ben"},
                                       {true, "ann"},
                                       {true, "ben"},
                                       {true, "cy"}}) {
      SampleInfo info;
      info.id = Concat("few/", infos_.size());
      info.label = fake ? Label::kFake : Label::kReal;
      info.dataset = "few";
      info.target = target;
      if (fake) info.method = target == std::string("cy") ? "paste" : "blend";
      infos_.push_back(info);
    }
  }
  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_[i]; }
  Sample Get(size_t) const override { Fail("no pixel is needed"); }
  Record GetRecord(size_t i) const override {
    const int side = i == 0 ? 80 : 40;
    const cv::Mat grey(side, side, CV_8UC3, cv::Scalar::all(90));
    Record record;
    record.info = infos_[i];
    record.image = i < 4 ? EncodeJpeg(grey, i == 1 ? 60 : 85) : EncodePng(grey);
    Landmarks landmarks;  // all in the picture's middle but for the outer corners of the eyes
    landmarks.fill({static_cast<float>(side) / 2 - .5f, static_cast<float>(side) / 2 - .5f});
    landmarks[36].x -= static_cast<float>(side) / 8;
    landmarks[45].x += static_cast<float>(side) / 8;
    record.landmarks = landmarks;
    record.provenance = align_;
    return record;
  }

  std::string align_;

 private:
  std::vector<SampleInfo> infos_;
};

TrainingRows RowsOf(const Dataset& dataset) {
  TrainingRows rows;
  for (size_t i = 0; i < dataset.size(); ++i) rows.validation.push_back(i);
  return rows;
}

// Real logits -3, 1, -1, 0; fake ones 2, -2, 6; at threshold 0 and temperature 2.
Reliability Measured() {
  const FewPeople people;
  ModelInfo info;
  info.threshold = 0;
  info.temperature = 2;
  return MeasureReliability(
      people, RowsOf(people),
      {{-3, 1, -1, 0, 2, -2, 6}, {false, false, false, false, true, true, true}}, info);
}

TEST(MeasureReliability, CountsErrorsAtTheThresholdAndPeople) {
  const Reliability measured = Measured();
  EXPECT_EQ(measured.false_alarms.count, 2u);  // 1, and 0 itself
  EXPECT_EQ(measured.false_alarms.of, 4u);
  EXPECT_EQ(measured.false_alarms.groups, 2u);
  EXPECT_NEAR(measured.false_alarms.high, ExactInterval(1, 2, 2, .95).high, 1e-12);
  EXPECT_EQ(measured.misses.count, 1u);
  EXPECT_EQ(measured.misses.of, 3u);
  EXPECT_EQ(measured.misses.groups, 3u);
}

// sigmoid(logit / 2): .182, .622, .378, .5; .731, .269, .953.
TEST(MeasureReliability, SortsCalibratedProbabilitiesIntoTenths) {
  const auto& bins = Measured().bins;
  EXPECT_EQ(bins[1].reals, 1u);
  EXPECT_NEAR(bins[1].probability, 1 / (1 + std::exp(1.5)), 1e-12);
  EXPECT_EQ(bins[1].share, 0);
  EXPECT_EQ(bins[5].reals, 1u);
  EXPECT_EQ(bins[9].fakes, 1u);
  EXPECT_EQ(bins[9].share, 1);
  EXPECT_EQ(bins[0].reals + bins[0].fakes, 0u);
  EXPECT_TRUE(std::isnan(bins[0].share));
  EXPECT_EQ(bins[0].high, 1);
}

// Two reals and one fake in the same tenth; of all, four are reals and three fakes: were both
// equally common, the odds would be (1/3) / (2/4).
TEST(MeasureReliability, WeighsBothKindsAlike) {
  const FewPeople people;
  ModelInfo info;
  info.threshold = 0;
  const Reliability measured = MeasureReliability(
      people, RowsOf(people),
      {{-9, -9, 0, 0, 0, 9, 9}, {false, false, false, false, true, true, true}}, info);
  EXPECT_NEAR(measured.bins[5].share, .4, 1e-12);
  EXPECT_LT(measured.bins[5].low, .4);
  EXPECT_GT(measured.bins[5].high, .4);
}

TEST(DescribeTested, SaysWhatThePicturesWereLike) {
  FewPeople people;
  const TestedOn tested = DescribeTested(people, RowsOf(people).validation);
  EXPECT_THAT(tested.datasets, testing::ElementsAre("few"));
  EXPECT_THAT(tested.methods, testing::ElementsAre("blend", "paste"));
  EXPECT_EQ(tested.side->low, 40);
  EXPECT_EQ(tested.side->high, 80);
  EXPECT_EQ(tested.eyes->low, 10);
  EXPECT_EQ(tested.eyes->high, 20);
  EXPECT_EQ(tested.quality->low, 60);
  EXPECT_EQ(tested.quality->high, 85);
  EXPECT_THAT(tested.usual_size, testing::ElementsAre(40, 40));
  ASSERT_EQ(tested.framing.size(), 10u);
  EXPECT_NEAR(tested.framing[4], .5, 1e-6);             // the nose
  EXPECT_NEAR(tested.framing[0], .5 - .125 / 6, 1e-6);  // one of an eye's six points
  EXPECT_EQ(tested.align, "");
  people.align_ = R"({"align":"dfb:size=40","locator":"dlib"})";
  EXPECT_EQ(DescribeTested(people, {0, 5}).align, "dfb:size=40");
}

TEST(Reliability, ReadsBackWhatItWrote) {
  const Reliability measured = Measured();
  const std::string json = ToJson(measured).ToString();
  const auto read = ReadReliability("{\"seed\":1,\"validation\":" + json + "}");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(ToJson(*read).ToString(), json);
  EXPECT_TRUE(std::isnan(read->bins[0].share));
}

TEST(Reliability, IsUnknownToOldModelsAndRefusedWhereDamaged) {
  EXPECT_FALSE(ReadReliability("{}").has_value());
  EXPECT_FALSE(ReadReliability(R"({"validation":{}})").has_value());
  for (const char* damaged : {"", "no json", R"({"validation":{"level":0.95}})"})
    EXPECT_THAT(ErrorOf([&] { ReadReliability(damaged); }),
                testing::HasSubstr("ledger of the model"));
}

}  // namespace
}  // namespace swapbench
