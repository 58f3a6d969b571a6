// SPDX-License-Identifier: Apache-2.0
// What every swap method keeps, whoever adds it.
#include <algorithm>
#include <set>

#include "contract/fixtures.h"
#include "stats/slices.h"
#include "support.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

bool SamePixels(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

class SwapContract : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "resynthesis" && !SWAPBENCH_WITH_TORCH)
      GTEST_SKIP() << "a model to test with needs LibTorch";
    method_ = SwapMethods().Make(Makeable(GetParam()));
    faces_ = DrawnFaces(6, 128);
  }

  std::optional<Swapped> Try(size_t i) const {
    const bool self = method_->traits().donor == Donor::kSelf;
    return method_->Swap(faces_[i], self ? faces_[i] : faces_[(i + 1) % faces_.size()],
                         Rng(3, "contract", i));
  }

  std::unique_ptr<SwapMethod> method_;
  std::vector<Face> faces_;
};

TEST_P(SwapContract, GivesTheSameBytesForTheSameRng) {
  for (size_t i = 0; i < faces_.size(); ++i) {
    const auto first = Try(i), second = Try(i);
    ASSERT_EQ(first.has_value(), second.has_value());
    if (!first) continue;
    EXPECT_TRUE(SamePixels(first->image, second->image));
    EXPECT_TRUE(SamePixels(first->mask, second->mask));
    EXPECT_EQ(first->parameters.ToString(), second->parameters.ToString());
  }
}

TEST_P(SwapContract, LeavesTheTargetUntouchedOutsideTheMask) {
  size_t swapped = 0;
  for (size_t i = 0; i < faces_.size(); ++i) {
    const auto fake = Try(i);
    if (!fake) continue;
    ++swapped;
    ASSERT_EQ(fake->image.size(), faces_[i].image.size());
    ASSERT_EQ(fake->image.type(), CV_8UC3);
    ASSERT_EQ(fake->mask.size(), faces_[i].image.size());
    ASSERT_EQ(fake->mask.type(), CV_8UC1);
    cv::Mat difference;
    cv::absdiff(fake->image, faces_[i].image, difference);
    difference.setTo(cv::Scalar::all(0), fake->mask != 0);
    EXPECT_EQ(cv::norm(difference, cv::NORM_INF), 0);
  }
  EXPECT_GE(swapped, faces_.size() - 1) << "an ordinary frontal face is almost always swappable";
}

TEST_P(SwapContract, IsAControlWhereStatisticsTakeItForOne) {
  const std::vector<std::string> controls = SliceOptions().control_methods;
  EXPECT_EQ(method_->traits().needs_unused_real,
            std::ranges::find(controls, GetParam()) != controls.end());
}

TEST_P(SwapContract, StatesEachOfItsCuesOnceAndAControlNone) {
  const std::vector<SwapCue> cues = method_->traits().cues;
  EXPECT_EQ(cues.empty(), method_->traits().needs_unused_real);
  EXPECT_EQ(std::set<SwapCue>(cues.begin(), cues.end()).size(), cues.size());
}

TEST_P(SwapContract, RecordsWhatItDrew) {
  const auto fake = Try(0);
  ASSERT_TRUE(fake.has_value());
  EXPECT_TRUE(fake->parameters.ToString().starts_with("{"));
}

TEST_P(SwapContract, DoesNotChangeTheFacesItIsHanded) {
  const cv::Mat before = faces_[0].image.clone(), donor = faces_[1].image.clone();
  Try(0);
  EXPECT_TRUE(SamePixels(before, faces_[0].image));
  EXPECT_TRUE(SamePixels(donor, faces_[1].image));
}

INSTANTIATE_TEST_SUITE_P(All, SwapContract, testing::ValuesIn(SwapMethods().names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace swapbench
