// SPDX-License-Identifier: Apache-2.0
// What the feature extractors measure; the contract that all keep is tested in tests/contract.
#include "detect/features.h"

#include <sstream>

#include "core/rng.h"
#include "image/processor.h"
#include "python.h"
#include "support.h"

namespace swapbench {
namespace {

std::vector<float> FeaturesOf(const std::string& spec, const cv::Mat& image) {
  return FeatureExtractors().Make(Spec::Parse(spec))->Features({image, {}});
}

/// The picture of reference_features.py.
cv::Mat ReferencePicture(int width, int height) {
  cv::Mat image(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      image.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<uchar>(
          (x * x * 3 + y * y * 5 + x * y * 7 + 11 * width) % 5 + ((x / 9 + y / 7) % 2 ? 100 : 0)));
  return image;
}

TEST(Features, AreThoseOfAnIndependentRestatement) {
  const auto [text, status] = OutputOfPython("detect/reference_features.py");
  if (status == 3) GTEST_SKIP() << "needs python3-numpy";
  ASSERT_EQ(status, 0);
  std::istringstream lines(text);
  int compared = 0;
  for (std::string line; std::getline(lines, line); ++compared) {
    std::istringstream words(line);
    std::string spec;
    int width = 0, height = 0;
    words >> spec >> width >> height;
    for (const float mine : FeaturesOf(spec, ReferencePicture(width, height))) {
      float theirs = 0;
      ASSERT_TRUE(words >> theirs) << spec;
      ASSERT_NEAR(mine, theirs, 2e-5) << spec << ' ' << width << 'x' << height;
    }
    EXPECT_FALSE(words >> spec) << "they have more";
  }
  EXPECT_EQ(compared, 18);
}

cv::Mat Noise(int side, uint64_t seed) {
  Rng rng(seed, "test/noise");
  cv::Mat image(side, side, CV_8UC3);
  for (auto it = image.begin<cv::Vec3b>(); it != image.end<cv::Vec3b>(); ++it)
    *it = cv::Vec3b::all(static_cast<uchar>(rng.Integer(100, 110)));
  return image;
}

TEST(SpectrumFit, OfWhiteNoiseIsFlatAndKnowsNoContrast) {
  const cv::Mat noise = Noise(256, 1);
  std::vector<float> sum(64);
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const auto features = FeaturesOf("spectrum_fit:share=1", Noise(128, seed));
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += features[i] / 50;
  }
  // Ring 20 averages some 30 independent powers of relative spread 1: the log of that lies near 0
  // within .2, and the mean of 50 within .03.
  for (size_t i = 19; i < sum.size(); ++i) EXPECT_NEAR(sum[i], 0, .1) << i;
  const auto once = FeaturesOf("spectrum_fit", noise),
             twice = FeaturesOf("spectrum_fit", noise * 2);
  for (size_t i = 0; i < once.size(); ++i) EXPECT_NEAR(once[i], twice[i], .05) << i;
}

TEST(SpectrumFit, OfAFlatPictureIsZero) {
  for (const float feature : FeaturesOf("spectrum_fit", cv::Mat(50, 70, CV_8UC3, cv::Scalar(9))))
    EXPECT_EQ(feature, 0);
}

TEST(NoiseResidual, HasTheNumberOfBinsThatSymmetryLeaves) {
  // Burnside: (n^4 + 1 + 2 n^2) / 4 orbits of four levels out of n, in two directions.
  for (const auto& [truncation, bins] : {std::pair{"1", 25}, {"2", 169}, {"3", 625}})
    EXPECT_EQ(FeatureExtractors().Make({"noise_residual", {{"truncation", truncation}}})->size(),
              2 * bins);
}

TEST(NoiseResidual, IsTheSameOfMirrorImagesTurnsAndTheNegative) {
  const cv::Mat image = Noise(96, 3);
  const auto features = FeaturesOf("noise_residual", image);
  cv::Mat mirrored, turned;
  cv::flip(image, mirrored, 1);
  EXPECT_EQ(FeaturesOf("noise_residual", mirrored), features);
  cv::rotate(image, turned, cv::ROTATE_90_CLOCKWISE);
  EXPECT_EQ(FeaturesOf("noise_residual", turned), features);
  EXPECT_EQ(FeaturesOf("noise_residual", cv::Scalar::all(255) - image), features);
  EXPECT_NE(FeaturesOf("noise_residual", Noise(96, 4)), features);
}

TEST(NoiseResidual, SquaresOfEachHalfAreShares) {
  const auto features = FeaturesOf("noise_residual:truncation=1,step=2", Noise(64, 5));
  for (const size_t half : {0, 25}) {
    double sum = 0;
    for (size_t i = half; i < half + 25; ++i) sum += static_cast<double>(features[i]) * features[i];
    EXPECT_NEAR(sum, 1, 1e-6);
  }
}

std::string HashOfResiduals() {
  Sha256Stream hash;
  for (const char* spec : {"noise_residual", "noise_residual:share=1,step=1.5,truncation=3"}) {
    cv::Mat image(90, 110, CV_8UC3);
    Rng rng(6, "test/colours");
    for (auto it = image.begin<cv::Vec3b>(); it != image.end<cv::Vec3b>(); ++it)
      for (int c = 0; c < 3; ++c) (*it)[c] = static_cast<uchar>(rng.Integer(90, 110 + 20 * c));
    const auto features = FeaturesOf(spec, image);
    hash.Append({reinterpret_cast<const char*>(features.data()), features.size() * sizeof(float)});
  }
  return hash.Finish();
}

TEST(NoiseResidualStability, PrintsAHash) { PrintHash(HashOfResiduals()); }

TEST(NoiseResidualStability, BitsDoNotDependOnTheProcessor) {
  EXPECT_EQ(HashOnAnOldProcessor("NoiseResidualStability.PrintsAHash"), HashOfResiduals());
}

}  // namespace
}  // namespace swapbench
