// SPDX-License-Identifier: Apache-2.0
#include "faces/alignment.h"

#include "faces/align.h"
#include "faces/face_points.h"
#include "support.h"

namespace swapbench {
namespace {

std::optional<Crop> Place(const std::string& spec, const LocatedFace& face, cv::Size size) {
  return Alignments().Make(Spec::Parse(spec))->Place(face, size);
}

LocatedFace FaceIn(const cv::Rect& box) { return {box, 1, FacePoints(140, 140, 40)}; }

// Least squares by numpy.linalg.lstsq over the five points and the published template.
TEST(Alignment, DfbBringsFivePointsToTheTemplate) {
  LocatedFace face = FaceIn({300, 200, 100, 150});
  face.landmarks[37] = {310.5F, 220.25F};
  face.landmarks[44] = {402, 231.5F};
  face.landmarks[30] = {351, 288};
  face.landmarks[49] = {322, 330};
  face.landmarks[55] = {388.5F, 338};
  const std::vector<std::pair<std::string, Affine>> expected = {
      {"dfb",
       {0.6721280659891884, 0.037909960975269996, -121.09859172126933,  //
        -0.037909960975269996, 0.6721280659891884, -19.829787440472725}},
      {"dfb:size=112",
       {0.2940560288702699, 0.016585607926678847, -52.98063387805529, -0.016585607926678847,
        0.2940560288702699, -8.675532005206788}}};
  for (const auto& [spec, map] : expected) {
    const auto crop = Place(spec, face, {640, 480});
    ASSERT_TRUE(crop);
    for (int i = 0; i < 6; ++i) EXPECT_NEAR(crop->crop_from_image.val[i], map.val[i], 1e-4) << spec;
  }
  EXPECT_EQ(Place("dfb", face, {640, 480})->size, cv::Size(256, 256));
}

TEST(Alignment, DfbIsBlackOutsideTheImage) {
  const cv::Mat white(200, 200, CV_8UC3, cv::Scalar::all(255));
  LocatedFace face = FaceIn({});
  face.landmarks = FacePoints(0, 100, 60);  // half of it lies to the left of the image
  const cv::Mat cropped = Cropped(white, *Place("dfb", face, white.size()));
  EXPECT_EQ(cropped.at<cv::Vec3b>(128, 10), cv::Vec3b(0, 0, 0));
  EXPECT_EQ(cropped.at<cv::Vec3b>(128, 245), cv::Vec3b(255, 255, 255));
}

TEST(Alignment, DfbOfOnePlaceIsNothing) {
  LocatedFace face = FaceIn({10, 10, 50, 50});
  face.landmarks.fill({30, 30});
  EXPECT_FALSE(Place("dfb", face, {640, 480}));
}

// Box 100..180 x 80..200: a quarter of its sides is 20 and 30, half of that 10 and 15; the far ends
// are cut to whole pixels and one pixel more is taken.
TEST(Alignment, SbiByHand) {
  const auto crop = Place("sbi", FaceIn({100, 80, 80, 120}), {640, 480});
  EXPECT_EQ(crop->cut, cv::Rect(90, 65, 101, 151));
  EXPECT_EQ(crop->size, cv::Size(380, 380));
  const auto corner = Place("sbi:size=64", FaceIn({-20, 400, 80, 120}), {640, 480});
  EXPECT_EQ(corner->cut, cv::Rect(0, 385, 71, 95)) << "as far as the image goes";
  EXPECT_EQ(corner->size, cv::Size(64, 64));
  EXPECT_FALSE(Place("sbi", FaceIn({700, 80, 80, 120}), {640, 480})) << "beside the image";
}

// From pixel 100 to 179 and 80 to 199: 1.3 * 119 = 154.7, the middle is (139, 139).
TEST(Alignment, FfppByHand) {
  const auto crop = Place("ffpp", FaceIn({100, 80, 80, 120}), {640, 480});
  EXPECT_EQ(crop->cut, cv::Rect(62, 62, 154, 154));
  EXPECT_EQ(crop->size, cv::Size(299, 299));
  EXPECT_EQ(Place("ffpp:size=0", FaceIn({100, 80, 80, 120}), {640, 480})->size, cv::Size(154, 154));
  EXPECT_EQ(Place("ffpp", FaceIn({100, 80, 80, 120}), {200, 480})->cut, cv::Rect(62, 62, 138, 138));
  EXPECT_EQ(Place("ffpp", FaceIn({0, 10, 80, 120}), {640, 480})->cut, cv::Rect(0, 0, 154, 154));
  EXPECT_FALSE(Place("ffpp", FaceIn({700, 80, 80, 120}), {640, 480}));
}

TEST(Alignment, NoneIsTheImageItself) {
  const auto crop = Place("none", FaceIn({100, 80, 80, 120}), {640, 480});
  EXPECT_TRUE(IsWholeImage(*crop, {640, 480}));
  EXPECT_FALSE(IsWholeImage(*Place("sbi", FaceIn({100, 80, 80, 120}), {640, 480}), {640, 480}));
  EXPECT_EQ(Apply(crop->crop_from_image, FacePoints(140, 140, 40)), FacePoints(140, 140, 40));
}

cv::Point2d CentreOfLight(const cv::Mat& image) {
  cv::Point2d sum;
  double light = 0;
  for (int y = 0; y < image.rows; ++y)
    for (int x = 0; x < image.cols; ++x) {
      const double value = image.at<cv::Vec3b>(y, x)[0];
      sum += value * cv::Point2d(x, y);
      light += value;
    }
  return sum / light;
}

/// A soft dot in the image stands in the crop where its landmark says.
TEST(Alignment, LandmarksGoWhereTheirPixelsGo) {
  const cv::Rect box(100, 95, 80, 90);
  for (const std::string name : {"dfb", "sbi", "ffpp", "ffpp:size=0", "none"})
    for (const cv::Point dot : {cv::Point(120, 130), cv::Point(141, 171)}) {
      cv::Mat image(300, 260, CV_8UC3, cv::Scalar::all(0));
      for (int y = -4; y <= 4; ++y)
        for (int x = -4; x <= 4; ++x)
          image.at<cv::Vec3b>(dot + cv::Point(x, y)) =
              cv::Vec3b::all(static_cast<uchar>(10 * (5 - std::abs(x)) * (5 - std::abs(y))));
      const Crop crop = *Place(name, FaceIn(box), image.size());
      const cv::Point2d expected = Apply(crop.crop_from_image, cv::Point2d(dot));
      const cv::Point2d found = CentreOfLight(Cropped(image, crop));
      EXPECT_NEAR(found.x, expected.x, .1) << name;
      EXPECT_NEAR(found.y, expected.y, .1) << name;
    }
}

}  // namespace
}  // namespace swapbench
