// SPDX-License-Identifier: Apache-2.0
#include "faces/framing.h"

#include "faces/align.h"
#include "faces/face_points.h"
#include "support.h"

namespace swapbench {
namespace {

TEST(Framing, BringsAFaceWhereTheOtherLies) {
  const FivePoints wanted = FivePointsOf(FacePoints(60, 50, 30));
  const auto alignment = FramedAs(wanted, {120, 110});
  const Affine turned = {1.8, -2.4, 400, 2.4, 1.8, 70};  // three times as large, 53 degrees
  LocatedFace face;
  face.landmarks = Apply(turned, FacePoints(0, 0, 30));
  const auto crop = alignment->Place(face, {900, 600});
  ASSERT_TRUE(crop.has_value());
  EXPECT_EQ(crop->size, cv::Size(120, 110));
  EXPECT_FALSE(crop->cut.has_value());
  const FivePoints found = FivePointsOf(Apply(crop->crop_from_image, face.landmarks));
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i].x, wanted[i].x, .01) << i;
    EXPECT_NEAR(found[i].y, wanted[i].y, .01) << i;
  }
}

TEST(Framing, GivesNoCropWhereAllPointsAreOnePlace) {
  LocatedFace face;
  face.landmarks.fill({5, 5});
  EXPECT_FALSE(FramedAs(FivePointsOf(FacePoints(60, 50, 30)), {120, 110})->Place(face, {9, 9}));
}

}  // namespace
}  // namespace swapbench
