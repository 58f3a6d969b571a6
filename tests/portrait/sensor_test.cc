// SPDX-License-Identifier: Apache-2.0
#include "portrait/sensor.h"

#include <cmath>
#include <map>

#include "support.h"

namespace swapbench::portrait {
namespace {

constexpr int kSide = 160;

/// A camera without anything but its photosites; every picture has noise of its own.
Sensor Plain(uint64_t pattern, uint64_t picture) {
  Sensor s{};
  s.pattern = pattern;
  s.unevenness = .01f;
  s.scale = 1;
  s.blur = .4f;
  s.red_gain = s.blue_gain = 1;
  s.gain = 1e-5f;
  s.saturation = 1;
  s.noise_seed = picture;
  return s;
}

/// Mean of some pictures of a grey wall, less its mean.
cv::Mat Residual(uint64_t pattern, uint64_t first_picture) {
  const cv::Mat wall(kSide, kSide, CV_32FC3, cv::Scalar::all(.3));
  cv::Mat sum = cv::Mat::zeros(kSide, kSide, CV_32FC3);
  for (uint64_t i = 0; i < 8; ++i) {
    cv::Mat picture;
    TakePicture(wall, Plain(pattern, first_picture + i), 1, kSide).convertTo(picture, CV_32FC3);
    sum += picture - cv::mean(picture);
  }
  return sum;
}

double Cosine(const cv::Mat& a, const cv::Mat& b) { return a.dot(b) / (cv::norm(a) * cv::norm(b)); }

TEST(Sensor, PicturesOfOneCameraShareItsPattern) {
  const cv::Mat a = Residual(5, 100), again = Residual(5, 200), other = Residual(6, 300);
  EXPECT_GT(Cosine(a, again), .5);
  EXPECT_LT(std::abs(Cosine(a, other)), .05);
}

/// Mean distance from the centre of a colour's light beyond the middle of an edge.
double Radius(const cv::Mat& picture, int channel) {
  double lit = 0;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) lit += picture.at<cv::Vec3b>(y, x)[channel] > 60;
  return std::sqrt(lit / 3.14159265);
}

TEST(Sensor, LensSpreadsRedAndBlueAsStated) {
  cv::Mat disc = cv::Mat::zeros(kSide, kSide, CV_32FC3);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      if (std::hypot(x - 79.5, y - 79.5) < 70) disc.at<cv::Vec3f>(y, x) = {.5f, .5f, .5f};
  Sensor sensor = Plain(1, 1);
  const cv::Mat straight = TakePicture(disc, sensor, 1, kSide);
  sensor.red_shift = .04f;
  sensor.blue_shift = -.04f;
  const cv::Mat spread = TakePicture(disc, sensor, 1, kSide);
  EXPECT_NEAR(Radius(straight, 2), Radius(straight, 0), .3);
  EXPECT_NEAR(Radius(spread, 2) - Radius(straight, 2), 2.8, .8);  // 4 % of 70, through a mosaic
  EXPECT_NEAR(Radius(spread, 0) - Radius(straight, 0), -2.8, .8);
}

TEST(Sensor, CamerasAreFewAndKeepWhatIsTheirs) {
  std::map<int, Sensor> known;
  for (uint64_t i = 0; i < 600; ++i) {
    const Sensor s = DrawSensor(9, Rng(9, "test", i));
    ASSERT_GE(s.camera, 0);
    ASSERT_LT(s.camera, kCameras);
    const auto [at, fresh] = known.emplace(s.camera, s);
    EXPECT_EQ(at->second.pattern, s.pattern);
    EXPECT_EQ(at->second.unevenness, s.unevenness);
    EXPECT_EQ(at->second.sharpening, s.sharpening);
    EXPECT_EQ(fresh, at->second.noise_seed == s.noise_seed);
  }
  EXPECT_EQ(known.size(), static_cast<size_t>(kCameras));
}

}  // namespace
}  // namespace swapbench::portrait
