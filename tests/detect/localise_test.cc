// SPDX-License-Identifier: Apache-2.0
#include "detect/localise.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>

#include "core/rng.h"
#include "detect/swap_map.h"
#include "image/codec.h"
#include "image/mask.h"
#include "stats/csv.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
constexpr int kSide = 48;

/// Soft discs somewhere in the picture, which shows its own mask: half of the people in val, half
/// in test, four fakes each.
class Discs : public Dataset {
 public:
  explicit Discs(bool same = false) {
    for (int i = 0; i < 80; ++i) {
      Rng rng(1, "test/disc", same ? 0 : static_cast<uint64_t>(i));
      cv::Mat mask = cv::Mat::zeros(kSide, kSide, CV_8UC1);
      const cv::Point middle(static_cast<int>(rng.Integer(15, 32)),
                             static_cast<int>(rng.Integer(15, 32)));
      cv::circle(mask, middle, static_cast<int>(rng.Integer(6, 12)), 255, cv::FILLED);
      cv::GaussianBlur(mask, mask, {7, 7}, 2);
      masks.push_back(mask);
      SampleInfo info;
      info.id = "discs/" + std::to_string(100 + i);
      info.label = Label::kFake;
      info.split = i < 40 ? "val" : "test";
      info.target = info.source = "p" + std::to_string(i / 4);
      info.method = i % 2 == 0 ? "even" : "odd";
      infos.push_back(info);
    }
  }
  size_t size() const override { return infos.size(); }
  const SampleInfo& info(size_t i) const override { return infos.at(i); }
  Sample Get(size_t i) const override {
    cv::Mat image;
    cv::cvtColor(shown.empty() ? masks.at(i) : shown.at(i), image, cv::COLOR_GRAY2BGR);
    return {infos.at(i), {image, {}}, masks.at(i)};
  }
  Record GetRecord(size_t i) const override {
    Record record;
    record.info = infos.at(i);
    if (!masks.at(i).empty()) record.mask = EncodePng(masks.at(i));
    return record;
  }

  std::vector<SampleInfo> infos;
  std::vector<cv::Mat> masks, shown;  // `shown`: other pictures than the masks
};

/// Draws what it is told to make of the picture.
class Artist : public Detector {
 public:
  using Draws = std::function<cv::Mat(const cv::Mat& mask)>;
  explicit Artist(Draws draws, Attribution::Kind kind = Attribution::Kind::kSeam)
      : draws_(std::move(draws)), kind_(kind) {}
  std::vector<Verdict> Score(std::span<const Face> faces) override {
    return std::vector<Verdict>(faces.size());
  }
  std::optional<Attribution> Attribute(const Face& face) override {
    cv::Mat mask;
    cv::extractChannel(face.image, mask, 0);
    const cv::Mat map = draws_(mask);
    return Attribution{map.rows, map.cols, {map.begin<float>(), map.end<float>()}, kind_};
  }

 private:
  Draws draws_;
  Attribution::Kind kind_;
};

const cv::Size kPlaces(kSide, kSide);
cv::Mat TrueSeamOf(const cv::Mat& mask) { return SeamOf(MaskAt(mask, kPlaces)); }
cv::Mat Nothing(const cv::Mat&) { return cv::Mat(kPlaces, CV_32F, cv::Scalar(.5)); }
cv::Mat Noisy(const cv::Mat& mask) {
  Rng rng(1, "test/noisy", static_cast<uint64_t>(cv::sum(mask)[0]));
  cv::Mat map = TrueSeamOf(mask);
  for (float& place : cv::Mat_<float>(map))
    place = static_cast<float>(.6 * double{place} + rng.Uniform(0, .4));
  return map;
}

Localisation Judged(const Dataset& dataset, Artist::Draws draws, LocaliseOptions options = {}) {
  Artist artist(std::move(draws)), blind(Nothing);
  return Localise(dataset, std::vector<SeamDetector>{{"artist", artist}, {"blind", blind}},
                  options);
}

double MeanOf(const Drawing& drawing, double Overlap::*measure) {
  double sum = 0;
  for (const Overlap& overlap : drawing.overlaps) sum += overlap.*measure;
  return sum / static_cast<double>(drawing.overlaps.size());
}

TEST(Localise, GivesAPerfectMapOneAndABlindOneTheShareOfTheSeam) {
  const Discs discs;
  const Localisation found = Judged(discs, TrueSeamOf);
  ASSERT_EQ(found.fakes.rows.size(), 40u);
  EXPECT_EQ(found.chosen_on, 40u);
  ASSERT_EQ(found.drawings.size(), 4u);
  const auto& [perfect, blind, guess, truth] =
      std::tie(found.drawings[0], found.drawings[1], found.drawings[2], found.drawings[3]);
  EXPECT_EQ(guess.who, kMeanOfVal);
  EXPECT_EQ(truth.who, kTrueSeam);
  EXPECT_GT(MeanOf(perfect, &Overlap::seam), .97) << "its threshold is one of a hundred";
  EXPECT_GT(MeanOf(perfect, &Overlap::region), MeanOf(truth, &Overlap::region) - .01);
  EXPECT_EQ(MeanOf(truth, &Overlap::seam), 1);
  EXPECT_LT(MeanOf(guess, &Overlap::seam), .6);
  for (size_t i = 0; i < 40; ++i) {
    const TrueSwap swap = *TrueSwapOf(discs.masks[40 + i], kPlaces);
    const double places = kSide * kSide;
    EXPECT_NEAR(blind.overlaps[i].seam, cv::countNonZero(swap.seam) / places, 1e-12);
    EXPECT_NEAR(blind.overlaps[i].region, cv::countNonZero(swap.region) / places, 1e-12);
    EXPECT_NEAR(truth.overlaps[i].region, IntersectionOverUnion(Enclosed(swap.seam), swap.region),
                1e-12);
  }
}

// Where all swaps are alike, knowing val is enough: the control says so.
TEST(Localise, SeesThroughACorpusInWhichAllSwapsAreAlike) {
  const Localisation found = Judged(Discs(true), Noisy);
  EXPECT_EQ(MeanOf(found.drawings[2], &Overlap::seam), 1);
  EXPECT_EQ(MeanOf(found.drawings[2], &Overlap::region), 1);
  const auto estimates = EstimateOverlaps(found, {.replicates = 200});
  const auto difference =
      std::ranges::find(estimates, "seam_iou:interval=paired,minus=mean_of_val", &Estimate::metric);
  ASSERT_NE(difference, estimates.end());
  EXPECT_LT(difference->value, 0);
}

TEST(Localise, ChoosesTheBestThresholdOfValAndNothingElse) {
  Discs discs;
  const Localisation found = Judged(discs, Noisy);
  const auto mean_at = [&](double level) {
    double sum = 0;
    for (size_t i = 0; i < 40; ++i)
      sum += IntersectionOverUnion(Marked(Noisy(discs.masks[i]), level),
                                   TrueSwapOf(discs.masks[i], kPlaces)->seam);
    return sum / 40;
  };
  double best = 0;
  for (int i = 0; i <= 100; ++i) best = std::max(best, mean_at(i / 100.));
  EXPECT_GT(mean_at(found.drawings[0].seam_level), best - .01);
  for (size_t i = 40; i < 80; ++i) discs.masks[i] = discs.masks[40];
  const Localisation others = Judged(discs, Noisy);
  for (size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(others.drawings[k].seam_level, found.drawings[k].seam_level);
    EXPECT_EQ(others.drawings[k].region_level, found.drawings[k].region_level);
  }
}

TEST(Localise, DoesNotDependOnTheNumberOfThreads) {
  const Discs discs;
  LocaliseOptions one, three;
  one.threads = 1;
  three.threads = 3;
  EXPECT_EQ(OverlapsCsv(Judged(discs, Noisy, one)), OverlapsCsv(Judged(discs, Noisy, three)));
}

TEST(Localise, LeavesOutAndCountsFakesWithoutATruth) {
  Discs discs;
  discs.infos[40].method = discs.infos[41].method = "identity";
  discs.infos[0].method = "identity";
  discs.shown = discs.masks;
  discs.masks[42] = cv::Mat();
  discs.masks[43].setTo(0);
  discs.infos[44].label = Label::kReal;
  discs.infos[45].target = "p1";
  const Localisation found = Judged(discs, Noisy);
  EXPECT_EQ(found.controls, 2u);
  EXPECT_EQ(found.without_mask, 1u);
  EXPECT_EQ(found.without_seam, 1u);
  EXPECT_EQ(found.chosen_on, 39u);
  EXPECT_EQ(found.known_people, 1u);
  EXPECT_EQ(found.fakes.rows.size(), 35u);
  EXPECT_EQ(found.fakes.rows.front().id, "discs/145");
}

TEST(Localise, WritesEveryNumberWithItsInterval) {
  const Localisation found = Judged(Discs(), Noisy);
  const auto estimates = EstimateOverlaps(found, {.replicates = 300, .seed = 5});
  // Two measures of three slices: four drawings and two differences.
  ASSERT_EQ(estimates.size(), 3u * 2 * (4 + 2));
  EXPECT_EQ(estimates[0].slice, "all");
  EXPECT_EQ(estimates[0].metric, "seam_iou");
  EXPECT_EQ(estimates[0].clusters, 10u);
  EXPECT_EQ(estimates[12].slice, "method=even");
  EXPECT_NEAR(estimates[0].value, MeanOf(found.drawings[0], &Overlap::seam), 1e-12);
  EXPECT_LT(estimates[0].low, estimates[0].value);
  EXPECT_GT(estimates[0].high, estimates[0].value);
  EXPECT_NEAR(estimates[4].value, estimates[0].value - estimates[1].value, 1e-12);
  EXPECT_GT(estimates[4].low, 0) << "above a map that shows nothing";
  const CsvTable csv = CsvTable::Parse(OverlapsCsv(found), "csv");
  ASSERT_EQ(csv.rows().size(), 40u);
  EXPECT_EQ(csv.Number(csv.rows()[3], csv.Need("model_seam_iou")),
            found.drawings[0].overlaps[3].seam);
  EXPECT_EQ(csv.Number(csv.rows()[3], csv.Need("true_seam_region_iou")),
            found.drawings[3].overlaps[3].region);
}

TEST(Localise, RefusesWhatCannotBeJudged) {
  Discs discs;
  Artist other(TrueSeamOf, Attribution::Kind::kHiResCam);
  EXPECT_THAT(ErrorOf([&] {
                Localise(discs, std::vector<SeamDetector>{{"cam", other}}, {});
              }),
              HasSubstr("cam draws no seam"));
  LocaliseOptions options;
  options.split = "val";
  EXPECT_THAT(ErrorOf([&] { Judged(discs, Noisy, options); }),
              HasSubstr("Split val chooses the thresholds"));
  options.split = "dev";
  EXPECT_THAT(ErrorOf([&] { Judged(discs, Noisy, options); }), HasSubstr("is in split dev"));
  discs.shown = discs.masks;
  for (size_t i = 40; i < 80; ++i) discs.masks[i] = cv::Mat();
  EXPECT_THAT(ErrorOf([&] { Judged(discs, Noisy); }),
              HasSubstr("Of the 40 fakes of split test 40 have no mask"));
  for (size_t i = 0; i < 40; ++i) discs.infos[i].label = Label::kReal;
  EXPECT_THAT(ErrorOf([&] { Judged(discs, Noisy); }), HasSubstr("is in split val"));
}

}  // namespace
}  // namespace swapbench
