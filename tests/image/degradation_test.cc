// SPDX-License-Identifier: Apache-2.0
#include "image/degradation.h"

#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "image/pictures.h"
#include "image/processor.h"
#include "support.h"

namespace swapbench {
namespace {

cv::Mat Degraded(const cv::Mat& image, const std::string& spec, uint64_t stream = 0) {
  return Degradations().Make(Spec::Parse(spec))->Degrade(image, Rng(1, "test", stream));
}

double LargestDifference(const cv::Mat& a, const cv::Mat& b) {
  return cv::norm(a, b, cv::NORM_INF);
}

TEST(Degradations, JpegIsWhatOpenCvWritesAndReads) {
  const cv::Mat image = Picture(101, 67);
  for (const int quality : {10, 50, 95}) {
    std::vector<uchar> bytes;
    cv::imencode(".jpg", image, bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    EXPECT_TRUE(SamePixels(Degraded(image, Concat("jpeg:quality=", quality)),
                           cv::imdecode(bytes, cv::IMREAD_COLOR)));
  }
}

// OpenCV's own blur of bytes has weights of 1/256.
TEST(Degradations, BlurIsOpenCvsGaussian) {
  const cv::Mat image = Picture(101, 67);
  for (const double sigma : {.3, 1., 2.5, 6.}) {
    cv::Mat wanted, exact, as_float;
    image.convertTo(as_float, CV_32FC3);
    const int size = cvRound(6 * sigma + 1) | 1;
    cv::GaussianBlur(as_float, exact, {size, size}, sigma);
    exact.convertTo(wanted, CV_8UC3);
    EXPECT_LE(LargestDifference(Degraded(image, "blur:sigma=" + ToText(sigma)), wanted), 1)
        << sigma;
  }
}

TEST(Degradations, ResizeIsOpenCvsAreaThenLinear) {
  const cv::Mat image = Picture(101, 67);
  for (const auto& [factor, size] :
       {std::pair{.5, cv::Size(51, 34)}, {.3, cv::Size(30, 20)}, {.01, cv::Size(1, 1)}}) {
    cv::Mat small, wanted;
    cv::resize(image, small, size, 0, 0, cv::INTER_AREA);
    cv::resize(small, wanted, image.size(), 0, 0, cv::INTER_LINEAR);
    EXPECT_TRUE(SamePixels(Degraded(image, "resize:factor=" + ToText(factor)), wanted)) << factor;
  }
  EXPECT_TRUE(SamePixels(Degraded(image, "resize:factor=1"), image));
}

TEST(Degradations, GammaIsAPowerOfTheValue) {
  cv::Mat ramp(1, 256, CV_8UC3);
  for (int value = 0; value < 256; ++value)
    ramp.at<cv::Vec3b>(0, value) = cv::Vec3b(static_cast<uchar>(value), 64, 128);
  const cv::Mat dark = Degraded(ramp, "gamma:gamma=2"), light = Degraded(ramp, "gamma:gamma=.5");
  EXPECT_EQ(dark.at<cv::Vec3b>(0, 255), cv::Vec3b(255, 16, 64));  // 255 / 16, 255 / 4 = 64.25
  EXPECT_EQ(light.at<cv::Vec3b>(0, 0), cv::Vec3b(0, 128, 181));   // 127.75, 180.67
  EXPECT_EQ(dark.at<cv::Vec3b>(0, 51)[0], 10);                    // 255 / 25 = 10.2
  EXPECT_TRUE(SamePixels(Degraded(ramp, "gamma:gamma=1"), ramp));
}

// 30,000 draws: the mean's standard deviation is .046, that of the deviation .033.
TEST(Degradations, NoiseIsWhiteAndOfItsDeviation) {
  const cv::Mat grey(100, 100, CV_8UC3, cv::Scalar::all(128));
  const cv::Mat noisy = Degraded(grey, "noise:sigma=8");
  double sum = 0, squares = 0, beside = 0, between = 0;
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 100; ++x)
      for (int c = 0; c < 3; ++c) {
        const double value = noisy.at<cv::Vec3b>(y, x)[c] - 128.;
        sum += value;
        squares += value * value;
        if (x > 0) beside += value * (noisy.at<cv::Vec3b>(y, x - 1)[c] - 128.);
        if (c > 0) between += value * (noisy.at<cv::Vec3b>(y, x)[c - 1] - 128.);
      }
  EXPECT_NEAR(sum / 30000, 0, .2);
  // Rounding adds a variance of 1/12.
  EXPECT_NEAR(std::sqrt(squares / 30000), std::sqrt(64 + 1. / 12), .15);
  EXPECT_NEAR(beside / squares, 0, .03);  // sd .006
  EXPECT_NEAR(between / squares, 0, .03);
  EXPECT_GT(LargestDifference(noisy, Degraded(grey, "noise:sigma=8", 1)), 0);
  EXPECT_TRUE(SamePixels(Degraded(grey, "noise:sigma=0"), grey));
  const cv::Mat black(10, 10, CV_8UC3, cv::Scalar::all(0));  // clamped, not wrapped
  double largest = 0;
  cv::minMaxLoc(Degraded(black, "noise:sigma=8").reshape(1), nullptr, &largest);
  EXPECT_LT(largest, 60);
}

TEST(Degradations, ARangeIsDrawnFromTheStream) {
  const cv::Mat image = Picture(64, 64);
  std::vector<cv::Mat> fixed;
  for (int quality = 20; quality <= 23; ++quality)
    fixed.push_back(Degraded(image, Concat("jpeg:quality=", quality)));
  std::set<size_t> drawn;
  for (uint64_t stream = 0; stream < 40; ++stream) {
    const cv::Mat made = Degraded(image, "jpeg:quality=20-23", stream);
    size_t match = 0;
    while (match < fixed.size() && !SamePixels(made, fixed[match])) ++match;
    ASSERT_LT(match, fixed.size());
    drawn.insert(match);
  }
  EXPECT_EQ(drawn.size(), 4u);
}

std::string HashOfDegradations() {
  Sha256Stream hash;
  const cv::Mat image = Picture(203, 151);
  for (const std::string& name : Degradations().names())
    AppendPixels(hash, Degradations().Make({name, {}})->Degrade(image, Rng(1, "test")));
  return hash.Finish();
}

TEST(DegradationStability, PrintsAHash) { PrintHash(HashOfDegradations()); }

TEST(DegradationStability, BitsDoNotDependOnTheProcessor) {
  EXPECT_EQ(HashOnAnOldProcessor("DegradationStability.PrintsAHash"), HashOfDegradations());
}

}  // namespace
}  // namespace swapbench
