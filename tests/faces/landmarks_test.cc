// SPDX-License-Identifier: Apache-2.0
#include "faces/landmarks.h"

#include <opencv2/core.hpp>

#include "faces/face_points.h"
#include "support.h"

namespace swapbench {
namespace {

int Pixels(Hull hull, const Landmarks& landmarks) {
  return cv::countNonZero(FillPolygons({300, 300}, HullPolygons(landmarks, hull)));
}

TEST(Landmarks, RangesCoverEveryPointOnce) {
  int next = 0;
  for (const LandmarkRange& range : kLandmarkRanges) {
    EXPECT_EQ(range.first, next) << range.name;
    next = range.last + 1;
  }
  EXPECT_EQ(next, 68);
}

TEST(Landmarks, MirroringASymmetricFaceGivesItBack) {
  const Landmarks face = FacePoints(49.5, 60, 30), mirrored = Mirrored(face, 100);
  for (size_t i = 0; i < 68; ++i) {
    EXPECT_NEAR(mirrored[i].x, face[i].x, 1e-4) << i;
    EXPECT_NEAR(mirrored[i].y, face[i].y, 1e-4) << i;
  }
}

TEST(Landmarks, MirroringTwiceChangesNothing) {
  for (int i = 0; i < 68; ++i)
    EXPECT_EQ(kMirroredLandmark[static_cast<size_t>(kMirroredLandmark[static_cast<size_t>(i)])], i);
}

TEST(Landmarks, DistancesByHand) {
  const Landmarks face = FacePoints(100, 100, 50);
  EXPECT_NEAR(InterOcularDistance(face), 2 * .65 * 50, 1e-3);
  EXPECT_LT(EyeCentre(face, false).x, 100) << "the subject's right is the image's left";
  EXPECT_GT(EyeCentre(face, true).x, 100);
}

TEST(Hulls, AreNestedRegionsOfOneFace) {
  Landmarks face = FacePoints(150, 150, 80);
  face[17] += cv::Point2f(20, 15);  // temples that curve inwards
  face[26] += cv::Point2f(-20, 15);
  const int whole = Pixels(Hull::kWhole, face), raised = Pixels(Hull::kRaised, face);
  const int patches = Pixels(Hull::kPatches, face), inner = Pixels(Hull::kInner, face);
  EXPECT_GT(raised, whole) << "forehead";
  EXPECT_LT(patches, whole) << "the temples are outside";
  EXPECT_GT(patches, .9 * whole);
  EXPECT_LT(inner, .7 * whole);
  EXPECT_GT(inner, .2 * whole);
}

TEST(Hulls, HoldEyesNoseAndMouth) {
  const Landmarks face = FacePoints(150, 150, 80);
  for (const Hull hull : {Hull::kWhole, Hull::kRaised, Hull::kPatches, Hull::kInner}) {
    const cv::Mat mask = FillPolygons({300, 300}, HullPolygons(face, hull));
    for (const size_t i : {30U, 33U, 37U, 44U, 51U, 57U, 62U, 66U})
      EXPECT_EQ(mask.at<uchar>(cv::Point(cvRound(face[i].x), cvRound(face[i].y))), 255)
          << kHullNames[static_cast<size_t>(hull)] << " " << i;
    EXPECT_EQ(mask.at<uchar>(20, 20), 0);
  }
}

TEST(Hulls, OfASymmetricFaceAreSymmetric) {
  const Landmarks face = FacePoints(149.5, 150, 80);
  for (const Hull hull : {Hull::kRaised, Hull::kPatches, Hull::kInner}) {
    double left = 0, right = 0;
    const cv::Mat mask = FillPolygons({300, 300}, HullPolygons(face, hull));
    left = cv::countNonZero(mask.colRange(0, 150));
    right = cv::countNonZero(mask.colRange(150, 300));
    EXPECT_NEAR(left, right, .01 * left);
  }
}

TEST(Hulls, OfOnePlaceHaveNoPixels) {
  Landmarks point;
  point.fill({150, 150});
  for (const Hull hull : {Hull::kWhole, Hull::kRaised, Hull::kPatches, Hull::kInner})
    EXPECT_EQ(Pixels(hull, point), 0);
}

}  // namespace
}  // namespace swapbench
