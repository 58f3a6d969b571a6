// SPDX-License-Identifier: Apache-2.0
#include "nets/input.h"

#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

Face Plain(int width, int height, const cv::Scalar& bgr) {
  return {cv::Mat(height, width, CV_8UC3, bgr), {}};
}

TEST(InputTest, TurnsBlueGreenRedBytesIntoNormalisedPlanes) {
  const Face face = Plain(2, 2, {0, 51, 255});
  const Batch batch = MakeInput(std::span(&face, 1), {2, "area", {.5, .5, 0}, {.5, .25, 1}});
  EXPECT_EQ(batch.shape, (std::array<int64_t, 4>{1, 3, 2, 2}));
  EXPECT_THAT(batch.values,
              testing::Pointwise(testing::FloatEq(), std::vector<float>{1, 1, 1, 1, -1.2f, -1.2f,
                                                                        -1.2f, -1.2f, 0, 0, 0, 0}));
}

TEST(InputTest, APictureComesBackFromItsNumbersByteForByte) {
  const InputFormat format{16, "area", {.485, .456, .406}, {.229, .224, .225}};
  Face face = Plain(16, 16, {0, 0, 0});
  for (int i = 0; i < 256; ++i)
    face.image.at<cv::Vec3b>(i / 16, i % 16) = {static_cast<uchar>(i), static_cast<uchar>(255 - i),
                                                static_cast<uchar>(i * 7 % 256)};
  const Batch batch = MakeInput(std::span(&face, 1), format);
  EXPECT_EQ(cv::norm(ToPicture(batch.values.data(), format), face.image, cv::NORM_INF), 0);
}

TEST(InputTest, APictureIsClampedToWhatBytesHold) {
  const std::vector<float> values = {9, -9, 0};
  const cv::Mat picture = ToPicture(values.data(), {1, "area", {.5, .5, .5}, {.5, .5, .5}});
  EXPECT_EQ(picture.at<cv::Vec3b>(0, 0), cv::Vec3b(128, 0, 255));
}

TEST(InputTest, AreaAveragesWhatItShrinks) {
  Face face = Plain(4, 4, {0, 0, 0});
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 4; ++x)
      face.image.at<cv::Vec3b>(y, x) = cv::Vec3b::all((x + y) % 2 ? 200 : 0);
  const Batch batch = MakeInput(std::span(&face, 1), {2, "area", {0, 0, 0}, {1, 1, 1}});
  EXPECT_THAT(batch.values, testing::Each(testing::FloatEq(100 / 255.f)));
}

// Pillow's nearest neighbour samples at floor((i + .5) * from / to): 5 to 3 takes pixels 0, 2, 4.
TEST(InputTest, NearestExactTakesThePixelsThatPillowTakes) {
  Face face = Plain(5, 5, {0, 0, 0});
  for (int y = 0; y < 5; ++y)
    for (int x = 0; x < 5; ++x) face.image.at<cv::Vec3b>(y, x) = cv::Vec3b::all(10 * y + x);
  const Batch batch = MakeInput(std::span(&face, 1),
                                {3, "nearest_exact", {0, 0, 0}, {1 / 255., 1 / 255., 1 / 255.}});
  const std::vector<float> plane(batch.values.begin(), batch.values.begin() + 9);
  EXPECT_THAT(plane, testing::Pointwise(testing::FloatNear(1e-4f),
                                        std::vector<float>{0, 2, 4, 20, 22, 24, 40, 42, 44}));
}

TEST(InputTest, AcceptsEverySizeFromOnePixel) {
  for (const std::string resize : {"area", "nearest_exact"})
    for (const auto& [width, height] : {std::pair{1, 1}, {1, 300}, {300, 1}, {31, 64}, {32, 32}}) {
      const Face face = Plain(width, height, {255, 255, 255});
      const Batch batch = MakeInput(std::span(&face, 1), {32, resize, {0, 0, 0}, {1, 1, 1}});
      EXPECT_EQ(batch.values.size(), 3u * 32 * 32);
      EXPECT_THAT(batch.values, testing::Each(1.f));
    }
}

TEST(InputTest, RefusesWhatIsNoColourPicture) {
  const Face grey{cv::Mat(8, 8, CV_8UC1, cv::Scalar(0)), {}};
  EXPECT_THAT(ErrorOf([&] { MakeInput(std::span(&grey, 1), {}); }), HasSubstr("three 8-bit"));
  const Face face = Plain(8, 8, {0, 0, 0});
  EXPECT_THAT(ErrorOf([&] { MakeInput(std::span(&face, 1), {4, "cubic"}); }), HasSubstr("cubic"));
}

}  // namespace
}  // namespace swapbench
