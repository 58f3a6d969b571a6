// SPDX-License-Identifier: Apache-2.0
// What every feature extractor keeps, whoever adds it.
#include <algorithm>
#include <cmath>
#include <thread>

#include "contract/fixtures.h"
#include "detect/features.h"
#include "support.h"

namespace swapbench {
namespace {

class FeatureContract : public testing::TestWithParam<std::string> {
 protected:
  std::vector<std::vector<float>> FeaturesOf(const std::vector<Face>& faces) const {
    std::vector<std::vector<float>> features;
    for (const Face& face : faces) features.push_back(extractor_->Features(face));
    return features;
  }

  std::unique_ptr<FeatureExtractor> extractor_ = FeatureExtractors().Make({GetParam(), {}});
};

TEST_P(FeatureContract, GivesAsManyFiniteNumbersAsItSaysForAnyPicture) {
  ASSERT_GT(extractor_->size(), 0);
  std::vector<Face> faces = AwkwardFaces();
  for (const Face& face : DrawnFaces(1, 64)) faces.push_back(face);
  faces.push_back({cv::Mat(1500, 1100, CV_8UC3, cv::Scalar(20, 90, 200)), {}});
  cv::randu(faces.back().image, 0, 256);
  for (const Face& face : faces) {
    const std::vector<float> features = extractor_->Features(face);
    EXPECT_EQ(features.size(), static_cast<size_t>(extractor_->size())) << face.image.size();
    EXPECT_TRUE(std::ranges::all_of(features, [](float f) { return std::isfinite(f); }))
        << face.image.size();
  }
}

TEST_P(FeatureContract, TellsFacesApartButNotTwoLooksAtOne) {
  const std::vector<Face> faces = DrawnFaces(2, 64);
  const auto first = FeaturesOf(faces);
  EXPECT_EQ(FeaturesOf(faces), first);
  EXPECT_NE(first[0], first[1]);
}

TEST_P(FeatureContract, GivesTheSameFromTwoThreads) {
  const std::vector<Face> faces = DrawnFaces(6, 64);
  const auto alone = FeaturesOf(faces);
  std::vector<std::vector<float>> first, second;
  {
    const std::jthread a([&] { first = FeaturesOf(faces); });
    const std::jthread b([&] { second = FeaturesOf(faces); });
  }
  EXPECT_EQ(first, alone);
  EXPECT_EQ(second, alone);
}

TEST_P(FeatureContract, SeesPixelsAlone) {
  const Face face = DrawnFaces(1, 64).front();
  const cv::Mat before = face.image.clone();
  cv::Mat large(face.image.rows + 9, face.image.cols + 7, CV_8UC3, cv::Scalar::all(0));
  const cv::Mat view = large(cv::Rect({4, 3}, face.image.size()));
  face.image.copyTo(view);
  EXPECT_EQ(extractor_->Features({view, {}}), extractor_->Features(face))
      << "neither landmarks nor what lies around a view in memory";
  EXPECT_EQ(cv::norm(before, face.image, cv::NORM_INF), 0) << "and changes none";
}

INSTANTIATE_TEST_SUITE_P(All, FeatureContract, testing::ValuesIn(FeatureExtractors().names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace swapbench
