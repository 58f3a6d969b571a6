// SPDX-License-Identifier: Apache-2.0
#include "detect/evidence.h"

#include <cmath>

#include "core/file.h"
#include "detect/cautions.h"
#include "detect/examine.h"
#include "detect/heat_map.h"
#include "image/codec.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Sight SightAt(cv::Rect box, float score = 0, Outcome outcome = Outcome::kScored) {
  Sight sight;
  sight.box = box;
  sight.verdict = {score, outcome};
  return sight;
}

FaceEvidence Scored(const std::vector<float>& scores) {
  FaceEvidence face;
  for (const float score : scores) face.sights.push_back(SightAt({0, 0, 9, 9}, score));
  return face;
}

// Bayes' rule by hand: of 1,000 faces of which 10 are fake, a test that .9 of fakes and .1 of reals
// pass flags 9 and 99.
TEST(Probability, MeansLessWhereFakesAreRare) {
  EXPECT_NEAR(WithPrevalence(.9, .01), 9. / 108, 1e-12);
  EXPECT_NEAR(WithPrevalence(.9, .5), .9, 1e-12);
  EXPECT_EQ(WithPrevalence(0, .01), 0);
  EXPECT_EQ(WithPrevalence(1, .01), 1);
}

TEST(Probability, IsTheSigmoidOfTheScoreAtTheTemperature) {
  Claims claims;
  EXPECT_TRUE(std::isnan(ProbabilityOf(claims, 3)));
  claims.temperature = 2;
  EXPECT_NEAR(ProbabilityOf(claims, 2 * std::log(3.)), .75, 1e-12);
}

TEST(Judge, TakesTheMedianOfWhatWasScored) {
  Claims claims;
  claims.threshold = 2;
  FaceEvidence face = Scored({5, 1, 2, 0});
  face.sights.push_back(SightAt({0, 0, 9, 9}, 99, Outcome::kRefused));
  Judge(face, claims);
  EXPECT_EQ(face.scored, 4u);
  EXPECT_EQ(face.score, 1.5);
  EXPECT_EQ(face.share_above, .5);  // 5, and 2 itself
  EXPECT_THAT(WorthALook(face), ElementsAre(0, 1));
}

TEST(Judge, SaysNothingOfARefusedFace) {
  FaceEvidence face;
  face.sights = {SightAt({0, 0, 9, 9}, 1, Outcome::kRefused)};
  Judge(face, Claims());
  EXPECT_EQ(face.scored, 0u);
  EXPECT_TRUE(std::isnan(face.score));
  EXPECT_TRUE(WorthALook(face).empty());
}

TEST(Follow, KeepsTwoPeopleApartWhoeverIsFoundFirst) {
  const auto faces = Follow({{SightAt({0, 0, 40, 40}, 1), SightAt({100, 0, 40, 40}, 2)},
                             {SightAt({110, 5, 44, 44}, 2), SightAt({12, 0, 40, 40}, 1)},
                             {},
                             {SightAt({20, 0, 40, 40}, 1)}});
  ASSERT_EQ(faces.size(), 2u);
  EXPECT_EQ(faces[0].sights.size(), 3u);
  EXPECT_EQ(faces[1].sights.size(), 2u);
  for (const Sight& sight : faces[0].sights) EXPECT_EQ(sight.verdict.score, 1);
}

TEST(Follow, BeginsAnewFarAwayAndAtAnotherSize) {
  EXPECT_EQ(Follow({{SightAt({0, 0, 40, 40})}, {SightAt({41, 0, 40, 40})}}).size(), 2u);
  EXPECT_EQ(Follow({{SightAt({0, 0, 40, 40})}, {SightAt({0, 0, 81, 81})}}).size(), 2u);
  EXPECT_EQ(Follow({{SightAt({0, 0, 40, 40})}, {SightAt({40, 0, 40, 40})}}).size(), 1u);
}

// One face cannot be continued twice in one picture: the nearer sight goes on.
TEST(Follow, GivesASightToOneFaceOnly) {
  const auto faces =
      Follow({{SightAt({0, 0, 40, 40})}, {SightAt({20, 0, 40, 40}), SightAt({4, 0, 40, 40})}});
  ASSERT_EQ(faces.size(), 2u);
  EXPECT_EQ(faces[0].sights[1].box.x, 4);
}

TestedOn Tested() {
  TestedOn tested;
  tested.side = {100, 200};
  tested.eyes = {50, 60};
  tested.quality = {70, 80};
  return tested;
}

FaceEvidence Face(double eyes, double outside) {
  FaceEvidence face;
  Sight sight;
  sight.eyes = eyes;
  sight.outside = outside;
  face.sights = {sight};
  return face;
}

TEST(Cautions, NameWhatLiesOutsideTheTests) {
  EXPECT_THAT(
      FaceCautions(Face(49.4, 0), Tested()),
      ElementsAre("The face is small: 49 pixels from eye to eye, where the model was tested "
                  "on 50 to 60."));
  EXPECT_THAT(FaceCautions(Face(121, 0), Tested()), ElementsAre(HasSubstr("large")));
  EXPECT_THAT(FaceCautions(Face(55, .3), Tested()), ElementsAre(HasSubstr("30 % lies beyond")));
  EXPECT_TRUE(FaceCautions(Face(50, .1), Tested()).empty());
  EXPECT_TRUE(FaceCautions(Face(5, 0), TestedOn()).empty()) << "nothing is known to be outside";

  FileEvidence file;
  file.size = {99, 300};
  EXPECT_TRUE(FileCautions(file, Tested(), true).empty());
  EXPECT_THAT(FileCautions(file, Tested(), false), ElementsAre(HasSubstr("99 pixels")));
  file.size = {100, 100};
  for (const auto& [quality, word] : {std::pair(66, "harder"), std::pair(84, "less")}) {
    file.jpeg_quality = quality;
    EXPECT_THAT(FileCautions(file, Tested(), true), ElementsAre(HasSubstr(word)));
  }
  file.jpeg_quality = 78;
  EXPECT_TRUE(FileCautions(file, Tested(), false).empty());
}

/// `none`: the picture is one face.
FileEvidence Examined(const std::filesystem::path& file, bool show) {
  const auto detector = Detectors().Make(Spec::Parse("brightness"));
  Looking looking;
  looking.show = show;
  return Examine(file, *detector, ClaimsOf(*detector, "brightness"), looking);
}

// Of a hundred videos no more may stay in memory than the page shows.
TEST(Examine, KeepsThePicturesThatAreShownAndNoOthers) {
  const TemporaryFolder folder;
  PublishFile(folder / "face.png", EncodePng(cv::Mat(50, 40, CV_8UC3, cv::Scalar::all(51))));
  for (const bool show : {true, false}) {
    const FileEvidence file = Examined(folder / "face.png", show);
    ASSERT_EQ(file.faces.size(), 1u);
    const FaceEvidence& face = file.faces[0];
    EXPECT_NEAR(face.score, .2, 1e-3);
    EXPECT_TRUE(face.sights.at(0).face.image.empty());
    ASSERT_EQ(face.shown.size(), show ? 1u : 0u);
    if (show) {
      EXPECT_EQ(face.shown[0].picture.size(), cv::Size(40, 50));
    }
  }
}

// Two by two places over a grey picture: for fake at the top left, for real at the bottom right.
TEST(HeatMap, ColoursWhatSpeaksForEitherSide) {
  const cv::Mat grey(80, 80, CV_8UC3, cv::Scalar::all(128));
  const cv::Mat heat = DrawHeat(grey, {2, 2, {4, 0, 0, -2}});
  const auto at = [&](int x, int y) { return heat.at<cv::Vec3b>(y, x); };
  EXPECT_GT(at(5, 5)[2], at(5, 5)[0] + 100) << "orange";
  EXPECT_GT(at(75, 75)[0], at(75, 75)[2] + 20) << "blue";
  EXPECT_LT(at(75, 75)[0] - at(75, 75)[2], at(5, 5)[2] - at(5, 5)[0]) << "half as dense";
  EXPECT_EQ(at(75, 5), cv::Vec3b(128, 128, 128));
  EXPECT_EQ(DrawHeat(grey, {1, 1, {0}}).at<cv::Vec3b>(40, 40), cv::Vec3b(128, 128, 128));
}

// A seam of .5 is half as dense as one of 1, whatever else the picture shows.
TEST(HeatMap, DrawsSeamsOnOneScaleForAllPictures) {
  const cv::Mat grey(80, 80, CV_8UC3, cv::Scalar::all(128));
  constexpr float kSure = 30, kEven = 0, kNever = -30;  // logits
  const auto orange = [&](std::vector<float> places) {
    const cv::Vec3b at =
        DrawHeat(grey, {2, 1, std::move(places), Attribution::Kind::kSeam}).at<cv::Vec3b>(5, 40);
    return at[2] - at[0];
  };
  const int full = orange({kSure, kNever});
  EXPECT_GT(full, 100);
  EXPECT_NEAR(orange({kEven, kNever}), full / 2, 1);
  EXPECT_EQ(orange({kEven, kSure}), orange({kEven, kNever}));
  EXPECT_EQ(orange({kNever, kNever}), 0);
  EXPECT_NEAR(StrongestPlace({2, 1, {kEven, kNever}, Attribution::Kind::kSeam}), .5, 1e-6);
  EXPECT_EQ(StrongestPlace({2, 1, {1, -3}}), 3);
}

}  // namespace
}  // namespace swapbench
