// SPDX-License-Identifier: Apache-2.0
// What every degradation keeps, whoever adds it.
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "image/degradation.h"
#include "support.h"

namespace swapbench {
namespace {

class DegradationContract : public testing::TestWithParam<std::string> {
 protected:
  cv::Mat Degraded(const cv::Mat& image, uint64_t stream = 0) const {
    return degradation_->Degrade(image, Rng(1, "test", stream));
  }

  const std::unique_ptr<Degradation> degradation_ = Degradations().Make({GetParam(), {}});
};

/// A grey ground with a bright disc, off the middle.
cv::Mat Disc(int width, int height) {
  cv::Mat image(height, width, CV_8UC3, cv::Scalar(90, 100, 110));
  cv::circle(image, {width / 3, height / 2}, std::min(width, height) / 5, cv::Scalar(220, 210, 200),
             cv::FILLED);
  return image;
}

bool Same(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF) == 0; }

TEST_P(DegradationContract, KeepsTheSizeOfAnyPictureAndThePictureItself) {
  for (const cv::Size size : {cv::Size(1, 1), {1, 7}, {3, 2}, {40, 31}, {256, 256}}) {
    const cv::Mat image = Disc(size.width, size.height), before = image.clone();
    const cv::Mat degraded = Degraded(image);
    EXPECT_EQ(degraded.size(), size);
    EXPECT_EQ(degraded.type(), CV_8UC3);
    EXPECT_TRUE(Same(image, before));
  }
}

TEST_P(DegradationContract, FollowsFromPictureAndStreamAlone) {
  const cv::Mat image = Disc(96, 80);
  const cv::Mat first = Degraded(image, 5);
  Degraded(image, 6);
  EXPECT_TRUE(Same(first, Degraded(image, 5)));
  EXPECT_FALSE(Same(first, image)) << "something happens";
}

TEST_P(DegradationContract, TakesAPartOfALargerPictureAsOneOfItsOwn) {
  const cv::Mat whole = Disc(96, 80);
  const cv::Mat part = whole(cv::Rect(7, 5, 50, 40));
  EXPECT_TRUE(Same(Degraded(part), Degraded(part.clone())));
}

// The disc's centre of brightness: a pixel that moved would take the mask from its place.
TEST_P(DegradationContract, LeavesEveryPixelInItsPlace) {
  const cv::Mat image = Disc(120, 90);
  const auto centre = [](const cv::Mat& picture) {
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    grey = cv::max(grey - 150, 0);
    const cv::Moments moments = cv::moments(grey);
    return cv::Point2d(moments.m10 / moments.m00, moments.m01 / moments.m00);
  };
  const cv::Point2d moved = centre(Degraded(image)) - centre(image);
  EXPECT_LT(std::hypot(moved.x, moved.y), .3);
}

INSTANTIATE_TEST_SUITE_P(All, DegradationContract, testing::ValuesIn(Degradations().names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace swapbench
