// SPDX-License-Identifier: Apache-2.0
// What every detector keeps, whoever adds it.
#include <algorithm>
#include <cmath>
#include <thread>

#include "contract/fixtures.h"
#include "detect/detector.h"
#include "support.h"

namespace swapbench {
namespace {

class DetectorContract : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "network" && !SWAPBENCH_WITH_TORCH)
      GTEST_SKIP() << "a model to test with needs LibTorch";
    detector_ = Detectors().Make(Makeable(GetParam()));
  }

  std::vector<float> Alone(const std::vector<Face>& faces) {
    std::vector<float> scores;
    for (const Face& face : faces) scores.push_back(detector_->Score({&face, 1}).at(0).score);
    return scores;
  }
  std::vector<float> Together(const std::vector<Face>& faces) {
    std::vector<float> scores;
    for (const Verdict& verdict : detector_->Score(faces)) scores.push_back(verdict.score);
    return scores;
  }

  std::unique_ptr<Detector> detector_;
};

TEST_P(DetectorContract, ScoresDoNotDependOnBatchingOrOrder) {
  std::vector<Face> faces = DrawnFaces(5, 64);
  std::vector<float> alone = Alone(faces);
  EXPECT_EQ(Together(faces), alone);
  std::ranges::reverse(faces);
  std::ranges::reverse(alone);
  EXPECT_EQ(Together(faces), alone);
}

TEST_P(DetectorContract, ScoresTheSameFromTwoThreads) {
  const std::vector<Face> faces = DrawnFaces(6, 64);
  const std::vector<float> alone = Alone(faces);
  std::vector<float> first, second;
  {
    const std::jthread a([&] { first = Together(faces); });
    const std::jthread b([&] { second = Alone(faces); });
  }
  EXPECT_EQ(first, alone);
  EXPECT_EQ(second, alone);
}

TEST_P(DetectorContract, IsFiniteOnAwkwardFaces) {
  for (const Face& face : AwkwardFaces()) {
    const Verdict verdict = detector_->Score({&face, 1}).at(0);
    const bool finite = std::isfinite(verdict.score);
    EXPECT_TRUE(finite || verdict.outcome != Outcome::kScored) << face.image.size();
  }
}

TEST_P(DetectorContract, LeavesTheFacesAsTheyAre) {
  const std::vector<Face> faces = DrawnFaces(2, 64);
  const cv::Mat before = faces[0].image.clone();
  Together(faces);
  EXPECT_EQ(cv::norm(before, faces[0].image, cv::NORM_INF), 0);
}

TEST_P(DetectorContract, GivesNoVerdictsForNoFaces) { EXPECT_TRUE(detector_->Score({}).empty()); }

INSTANTIATE_TEST_SUITE_P(All, DetectorContract, testing::ValuesIn(Detectors().names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace swapbench
