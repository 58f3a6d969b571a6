// SPDX-License-Identifier: Apache-2.0
// What every locator and every alignment keeps, whoever adds it.
#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "contract/fixtures.h"
#include "core/parallel.h"
#include "faces/align.h"
#include "faces/alignment.h"
#include "faces/landmarks.h"
#include "faces/shape_predictor.h"
#include "portrait/portrait.h"
#include "support.h"

namespace swapbench {
namespace {

/// Head and shoulders of drawn people who look ahead.
std::vector<Face> Sitters(size_t count) {
  const PortraitOptions options{.size = 256, .yaw = 10, .pitch = 5, .roll = 5, .zoom = 1};
  std::vector<Face> sitters;
  for (size_t person = 0; person < count; ++person) {
    const Portrait portrait = DrawPortrait(11, person, 0, options);
    sitters.push_back({portrait.image, portrait.landmarks});
  }
  return sitters;
}

class LocatorContract : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    static const auto kept = OpenShapePredictor(kLandmarkModel);  // read once, not once a test
    const Spec spec = Makeable(GetParam());
    const auto model = spec.args.find("model");
    if (model != spec.args.end() && model->second.empty())
      GTEST_SKIP() << GetParam() << " needs a file: set SWAPBENCH_REAL_DATA";
    locator_ = Locators().Make(spec);
  }

  std::unique_ptr<Locator> locator_;
};

TEST_P(LocatorContract, FindsFacesOfDrawnPeopleWhereTheyAre) {
  std::vector<double> errors;
  for (const Face& sitter : Sitters(12)) {
    const auto faces = locator_->Locate(sitter.image);
    EXPECT_LE(faces.size(), 1U) << "there is one person in the picture";
    if (faces.empty()) continue;
    EXPECT_TRUE(faces[0].box.contains((*sitter.landmarks)[30])) << "the nose";
    double sum = 0;
    for (size_t i = 0; i < 68; ++i) sum += cv::norm(faces[0].landmarks[i] - (*sitter.landmarks)[i]);
    errors.push_back(sum / 68 / InterOcularDistance(*sitter.landmarks));
  }
  ASSERT_GE(errors.size(), 10U);
  std::ranges::sort(errors);
  EXPECT_LT(errors[errors.size() / 2], .1) << "of the distance of the eyes";
}

TEST_P(LocatorContract, AnswersTheSameAloneAndBesideAnotherThread) {
  const std::vector<Face> sitters = Sitters(6);
  std::vector<std::vector<LocatedFace>> alone, together(4 * sitters.size());
  for (const Face& sitter : sitters) alone.push_back(locator_->Locate(sitter.image));
  ParallelFor(together.size(), 2,
              [&](size_t i) { together[i] = locator_->Locate(sitters[i % sitters.size()].image); });
  for (size_t i = 0; i < together.size(); ++i) EXPECT_EQ(together[i], alone[i % sitters.size()]);
}

TEST_P(LocatorContract, FindsNothingWhereNothingIs) {
  for (const Face& awkward : AwkwardFaces())
    EXPECT_TRUE(locator_->Locate(awkward.image).empty()) << awkward.image.size();
}

TEST_P(LocatorContract, PutsTheLargestFaceFirst) {
  const std::vector<Face> sitters = Sitters(2);
  cv::Mat small, group(512, 768, CV_8UC3, cv::Scalar(120, 130, 125));
  sitters[0].image.copyTo(group({0, 0, 256, 256}));
  cv::resize(sitters[1].image, small, {512, 512}, 0, 0, cv::INTER_LINEAR);
  small.copyTo(group({256, 0, 512, 512}));
  const auto faces = locator_->Locate(group);
  ASSERT_EQ(faces.size(), 2U);
  EXPECT_GT(faces[0].box.area(), faces[1].box.area());
  EXPECT_GT(faces[0].box.x, 256);
  EXPECT_LT(faces[1].box.x, 256);
}

TEST_P(LocatorContract, DoesNotChangeTheImageAndNamesNoPath) {
  const cv::Mat image = Sitters(1)[0].image;
  const cv::Mat before = image.clone();
  locator_->Locate(image);
  EXPECT_EQ(cv::norm(image, before, cv::NORM_INF), 0);
  const std::string identity = locator_->identity().ToString();
  EXPECT_EQ(identity.find('/'), std::string::npos) << identity;
  EXPECT_EQ(Locators().Canonical(locator_->identity()).ToString(), identity);
}

INSTANTIATE_TEST_SUITE_P(All, LocatorContract, testing::ValuesIn(Locators().names()),
                         [](const auto& test) { return test.param; });

class AlignmentContract : public testing::TestWithParam<std::string> {};

TEST_P(AlignmentContract, HoldsTheFaceAndItsLandmarks) {
  const auto alignment = Alignments().Make({GetParam(), {}});
  for (const Face& sitter : Sitters(4)) {
    const Landmarks& landmarks = *sitter.landmarks;
    const LocatedFace face{cv::boundingRect(std::vector<cv::Point2f>(landmarks.begin(),  //
                                                                     landmarks.end())),
                           1, landmarks};
    const auto crop = alignment->Place(face, sitter.image.size());
    ASSERT_TRUE(crop);
    const cv::Mat cropped = Cropped(sitter.image, *crop);
    EXPECT_EQ(cropped.size(), crop->size);
    EXPECT_EQ(cropped.type(), CV_8UC3);
    EXPECT_EQ(Cropped(cv::Mat(sitter.image.size(), CV_8UC1, cv::Scalar(7)), *crop).type(), CV_8UC1);
    const cv::Rect2f inside(0, 0, static_cast<float>(crop->size.width),
                            static_cast<float>(crop->size.height));
    for (const cv::Point2f& point : Apply(crop->crop_from_image, landmarks))
      EXPECT_TRUE(inside.contains(point));
    const auto again = alignment->Place(face, sitter.image.size());
    EXPECT_EQ(again->crop_from_image, crop->crop_from_image);
  }
}

INSTANTIATE_TEST_SUITE_P(All, AlignmentContract, testing::ValuesIn(Alignments().names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace swapbench
