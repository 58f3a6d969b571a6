// SPDX-License-Identifier: Apache-2.0
#include "faces/locate.h"

#include <fstream>

#include "faces/shape_predictor.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

std::string ErrorOfMaking(const std::string& spec) {
  return ErrorOf([&] { Locators().Make(Spec::Parse(spec)); });
}

TEST(Locator, BadFilesAreOneSentence) {
  const TemporaryFolder folder;
  std::ofstream(folder / "text") << "a few words of text, and no model at all";
  const std::string text = folder / "text", none = folder / "none";
  for (const std::string& name : std::vector<std::string>{"dlib:", "yunet:model=" + text + ","}) {
    EXPECT_THAT(ErrorOfMaking(name + "landmarks=" + none), HasSubstr("no landmark model " + none));
    EXPECT_THAT(ErrorOfMaking(name + "landmarks=" + text), HasSubstr("no landmark model of dlib"));
  }
  EXPECT_THAT(ErrorOfMaking("yunet"), HasSubstr("yunet:model=FILE"));
  EXPECT_THAT(ErrorOfMaking("yunet:model=" + none), HasSubstr("no YuNet model " + none));
  EXPECT_THAT(ErrorOfMaking("yunet:model=" + text), HasSubstr("no YuNet model that OpenCV reads"));
  EXPECT_THAT(ErrorOfMaking("dlib:upsample=9"), HasSubstr("outside 0 to 4"));
}

TEST(Locator, SettlesFacesFromTheLargest) {
  std::vector<LocatedFace> faces = {{{50, 0, 10, 10}, .12349, {}},
                                    {{0, 0, 20, 20}, .1, {}},
                                    {{10, 0, 10, 10}, .12351, {}},
                                    {{20, 0, 10, 10}, .9, {}},
                                    {{5, 0, 10, 10}, .1235, {}}};
  Settle(faces);
  std::vector<int> left;
  for (const LocatedFace& face : faces) left.push_back(face.box.x);
  EXPECT_THAT(left, testing::ElementsAre(0, 20, 5, 10, 50)) << "area, score, place";
  EXPECT_EQ(faces[2].score, .124);
  EXPECT_EQ(faces[4].score, .123);
}

TEST(ShapePredictor, IsReadOnceForAllWhoHoldIt) {
  const auto first = OpenShapePredictor(kLandmarkModel);
  EXPECT_EQ(OpenShapePredictor(kLandmarkModel), first);
  EXPECT_EQ(first->sha256().size(), 64U);
}

}  // namespace
}  // namespace swapbench
