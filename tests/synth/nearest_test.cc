// SPDX-License-Identifier: Apache-2.0
#include "synth/nearest.h"

#include <cmath>
#include <limits>

#include "core/rng.h"
#include "faces/align.h"
#include "faces/face_points.h"
#include "support.h"

namespace swapbench {
namespace {

std::vector<Landmarks> Crowd(size_t count) {
  std::vector<Landmarks> faces;
  for (size_t i = 0; i < count; ++i) {
    Rng rng(i, "test/nearest");
    Landmarks face = FacePoints(50 + rng.Uniform(-9, 9), 50, rng.Uniform(20, 40));
    for (cv::Point2f& point : face) {
      point.x += static_cast<float>(rng.Normal());
      point.y += static_cast<float>(rng.Normal());
    }
    faces.push_back(face);
  }
  return faces;
}

double Norm(const Landmarks& face) {
  cv::Point2d mean;
  for (const cv::Point2f& point : face) mean += cv::Point2d(point) / 68.;
  double square = 0;
  for (const cv::Point2f& point : face) square += std::pow(cv::norm(cv::Point2d(point) - mean), 2);
  return std::sqrt(square);
}

TEST(LandmarkTable, AgreesWithTheBestSimilarityOneByOne) {
  const std::vector<Landmarks> faces = Crowd(600);  // more than a block
  const LandmarkTable table(faces);
  const std::vector<double> distances = table.Distances(faces[7]);
  ASSERT_EQ(distances.size(), 600u);
  // AlignedDistance is the root of the mean over 68 points, in pixels of the second face.
  for (size_t i = 0; i < faces.size(); ++i)
    EXPECT_NEAR(distances[i],
                std::pow(AlignedDistance(faces[i], faces[7]) / Norm(faces[7]), 2) * 68, 1e-6);
}

TEST(LandmarkTable, DoesNotMindPlaceSizeAndTilt) {
  const std::vector<Landmarks> faces = Crowd(2);
  const Affine tilted(1.2, -.9, 300, .9, 1.2, -40);
  const std::vector<double> distances = LandmarkTable(faces).Distances(Apply(tilted, faces[0]));
  EXPECT_NEAR(distances[0], 0, 1e-9);
  EXPECT_GT(distances[1], 1e-4);
}

TEST(LandmarkTable, TellsAFaceFromItsMirrorImage) {
  std::vector<Landmarks> faces = Crowd(1);
  Landmarks mirrored = faces[0];
  for (cv::Point2f& point : mirrored) point.x = -point.x;
  EXPECT_GT(LandmarkTable(faces).Distances(mirrored)[0], .01);
}

TEST(LandmarkTable, LikensNobodyToADegenerateFace) {
  std::vector<Landmarks> faces = Crowd(3);
  faces[1].fill({4, 4});
  faces[2][30].x = std::numeric_limits<float>::quiet_NaN();
  const LandmarkTable table(faces);
  EXPECT_EQ(table.Distances(faces[0])[1], 2);
  EXPECT_EQ(table.Distances(faces[0])[2], 2);
  EXPECT_EQ(table.Distances(faces[1]), (std::vector<double>{2, 2, 2}));
  EXPECT_EQ(LandmarkTable({}).Distances(faces[0]).size(), 0u);
}

}  // namespace
}  // namespace swapbench
