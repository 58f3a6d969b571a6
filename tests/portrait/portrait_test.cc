// SPDX-License-Identifier: Apache-2.0
#include "portrait/portrait.h"

#include <algorithm>
#include <map>
#include <opencv2/core.hpp>
#include <set>
#include <vector>

#include "core/parallel.h"
#include "portrait/classes.h"
#include "portrait/consistency.h"
#include "support.h"

namespace swapbench {
namespace {

PortraitOptions Small() {
  PortraitOptions options;
  options.size = 96;
  return options;
}

PortraitOptions Frontal(int size) {
  PortraitOptions options;
  options.size = size;
  options.yaw = options.pitch = options.roll = 0;
  return options;
}

bool SameBytes(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && a.isContinuous() && b.isContinuous() &&
         std::equal(a.data, a.data + a.total() * a.elemSize(), b.data);
}

void ExpectSame(const Portrait& a, const Portrait& b) {
  EXPECT_TRUE(SameBytes(a.image, b.image));
  EXPECT_TRUE(SameBytes(a.classes, b.classes));
  EXPECT_EQ(a.landmarks, b.landmarks);
  EXPECT_EQ(a.landmarks_3d, b.landmarks_3d);
  EXPECT_EQ(a.attributes, b.attributes);
  EXPECT_EQ(a.parameters, b.parameters);
}

PixelClass ClassAt(const Portrait& portrait, cv::Point2f at) {
  const int x = static_cast<int>(at.x + .5f), y = static_cast<int>(at.y + .5f);
  return static_cast<PixelClass>(portrait.classes.at<uint8_t>(y, x));
}

cv::Point2f Mean(const Landmarks& landmarks, size_t from, size_t to) {
  cv::Point2f sum;
  for (size_t i = from; i < to; ++i) sum += landmarks[i];
  return sum / static_cast<float>(to - from);
}

float EyeOpening(const Landmarks& l, size_t first) {  // of the lids, pixels
  return .5f * (l[first + 4].y + l[first + 5].y - l[first + 1].y - l[first + 2].y);
}

TEST(Portrait, IsTheSameTwice) {
  ExpectSame(DrawPortrait(7, 3, 1, Small()), DrawPortrait(7, 3, 1, Small()));
}

TEST(Portrait, DoesNotDependOnTheNumberOfThreads) {
  constexpr size_t kCount = 8;
  const auto draw_all = [](int threads) {
    std::vector<Portrait> portraits(kCount);
    ParallelFor(kCount, threads, [&](size_t i) { portraits[i] = DrawPortrait(7, i, 0, Small()); });
    return portraits;
  };
  const auto alone = draw_all(1), together = draw_all(4);
  for (size_t i = 0; i < kCount; ++i) ExpectSame(alone[i], together[i]);
}

TEST(Portrait, HasTheSizeThatWasAskedFor) {
  for (const int size : {32, 33, 100, 256, 512}) {
    PortraitOptions options;
    options.size = size;
    const Portrait portrait = DrawPortrait(1, 2, 3, options);
    EXPECT_EQ(portrait.image.size(), cv::Size(size, size));
    EXPECT_EQ(portrait.image.type(), CV_8UC3);
    EXPECT_EQ(portrait.classes.size(), cv::Size(size, size));
    EXPECT_EQ(portrait.classes.type(), CV_8UC1);
  }
}

TEST(Portrait, RefusesASizeOutOfBounds) {
  PortraitOptions options;
  options.size = 16;
  EXPECT_THAT(ErrorOf([&] { DrawPortrait(1, 2, 3, options); }), testing::HasSubstr("32 to 2048"));
}

TEST(Portrait, ShowsDifferentPeopleDifferently) {
  std::set<std::string> images, shapes;
  for (uint64_t person = 0; person < 20; ++person) {
    const Portrait p = DrawPortrait(1, person, 0, Frontal(64));
    images.emplace(p.image.datastart, p.image.dataend);
    shapes.emplace(reinterpret_cast<const char*>(p.landmarks_3d.data()), sizeof(p.landmarks_3d));
  }
  EXPECT_EQ(images.size(), 20u);
  EXPECT_EQ(shapes.size(), 20u);
}

TEST(Portrait, KeepsAPersonAndChangesThePicture) {
  const Portrait first = DrawPortrait(1, 5, 0, Small()), second = DrawPortrait(1, 5, 1, Small());
  EXPECT_EQ(first.landmarks_3d, second.landmarks_3d);
  std::map<std::string, std::string> person = first.attributes, again = second.attributes;
  person.erase("camera");
  again.erase("camera");
  EXPECT_EQ(person, again);
  EXPECT_NE(first.landmarks, second.landmarks);
  EXPECT_FALSE(SameBytes(first.image, second.image));
}

TEST(Portrait, StatesAgeSexAndTone) {
  for (uint64_t person = 0; person < 20; ++person) {
    const auto attributes = DrawPortrait(2, person, 0, Frontal(32)).attributes;
    EXPECT_GE(std::stoi(attributes.at("age")), 18);
    EXPECT_LE(std::stoi(attributes.at("age")), 78);
    EXPECT_GE(std::stoi(attributes.at("tone")), 1);
    EXPECT_LE(std::stoi(attributes.at("tone")), 10);
    EXPECT_LT(std::abs(std::stod(attributes.at("sex_axis"))), 3);
  }
}

TEST(Portrait, DarkensFromTheFirstToneToTheLast) {
  double sum[2] = {}, count[2] = {};
  for (uint64_t person = 0; person < 60; ++person) {
    const Portrait p = DrawPortrait(3, person, 0, Frontal(64));
    const int tone = std::stoi(p.attributes.at("tone"));
    if (tone > 3 && tone < 8) continue;
    const cv::Mat skin = p.classes == static_cast<int>(PixelClass::kSkin);
    sum[tone >= 8] += cv::mean(p.image, skin)[1];
    ++count[tone >= 8];
  }
  ASSERT_GT(count[0], 5);
  ASSERT_GT(count[1], 5);
  EXPECT_GT(sum[0] / count[0], sum[1] / count[1] + 25);
}

TEST(Portrait, PutsEyesAndLipsWhereTheLandmarksSay) {
  int eyes = 0, lips = 0;
  for (uint64_t person = 0; person < 25; ++person) {
    const Portrait p = DrawPortrait(4, person, 0, Frontal(256));
    for (const size_t first : {36u, 42u}) {
      if (EyeOpening(p.landmarks, first) < 3) continue;  // closed, or nearly
      EXPECT_EQ(ClassAt(p, Mean(p.landmarks, first, first + 6)), PixelClass::kEye) << person;
      ++eyes;
    }
    const cv::Point2f lower = .5f * (p.landmarks[57] + p.landmarks[66]);
    EXPECT_EQ(ClassAt(p, lower), PixelClass::kLip) << person;
    ++lips;
  }
  EXPECT_GT(eyes, 30);
  EXPECT_EQ(lips, 25);
}

TEST(Portrait, ShowsFaceAndBackground) {
  const Portrait p = DrawPortrait(4, 0, 0, Frontal(128));
  EXPECT_EQ(ClassAt(p, {1, 1}), PixelClass::kBackground);
  EXPECT_EQ(ClassAt(p, p.landmarks[30]), PixelClass::kSkin);
  const int skin = cv::countNonZero(p.classes == static_cast<int>(PixelClass::kSkin));
  EXPECT_GT(skin, 128 * 128 / 10);
  EXPECT_LT(skin, 128 * 128 / 2);
}

TEST(Portrait, ClaimsNoFaceWhereNothingWasDrawn) {
  for (uint64_t person = 0; person < 10; ++person)
    EXPECT_EQ(portrait::FacePixelsOnBackground(portrait::Draw(5, person, 0, Small(), true)), 0);
}

TEST(Portrait, LandmarksLieWhereTheSurfaceIsDrawn) {
  PortraitOptions options;
  size_t visible = 0, jaw = 0, close = 0;
  for (uint64_t person = 0; person < 10; ++person) {
    const portrait::Drawing drawing = portrait::Draw(6, person, 0, options, true);
    for (size_t i = 17; i < 68; ++i) {
      const auto error = portrait::LandmarkError(drawing, i);
      if (!error) continue;
      EXPECT_LE(*error, .25) << "landmark " << i << " of person " << person;
      ++visible;
    }
    for (size_t i = 0; i < 17; ++i) {
      const auto error = portrait::JawError(drawing, i);
      jaw += error.has_value();
      close += error.value_or(1e9) <= .5;
    }
  }
  EXPECT_GT(visible, 10u * 51u * 2 / 3);
  EXPECT_GT(jaw, 10u * 17u / 2);
  // Points of equal distance lie on chords of the outline, which may cut across the neck.
  EXPECT_GE(close, jaw * 95 / 100);
}

TEST(Portrait, JawFollowsTheOutlineThatIsSeen) {
  size_t judged = 0, close = 0;
  for (uint64_t person = 0; person < 20; ++person) {
    const portrait::Drawing drawing = portrait::Draw(6, person, 0, Frontal(256), true);
    for (size_t i = 0; i < 17; ++i) {
      const auto error = portrait::OutlineError(drawing, i);
      judged += error.has_value();
      close += error.value_or(1e9) <= .5;
    }
    // In front of most necks, never beside them.
    for (const size_t chin : {7u, 8u, 9u})
      EXPECT_LE(portrait::OutlineError(drawing, chin).value_or(0), 1) << chin << " of " << person;
  }
  EXPECT_GT(judged, 20u * 17u / 2);
  EXPECT_GE(close, judged * 90 / 100);
}

TEST(Portrait, JudgesNoPointOfTheJawThatLiesOffTheImage) {
  PortraitOptions close;
  close.size = 64;
  close.zoom = 2.5;
  size_t outside = 0;
  for (uint64_t person = 0; person < 10; ++person) {
    const portrait::Drawing drawing = portrait::Draw(6, person, 0, close, true);
    for (size_t i = 0; i < 17; ++i) {
      const cv::Point2f at = drawing.portrait.landmarks[i];
      if (at.x > -2 && at.y > -2 && at.x < 66 && at.y < 66) continue;
      EXPECT_FALSE(portrait::JawError(drawing, i)) << i << " of person " << person;
      ++outside;
    }
  }
  EXPECT_GT(outside, 10u);
}

TEST(Portrait, LandmarksKeepTheOrderOf300W) {
  for (uint64_t person = 0; person < 10; ++person) {
    const Landmarks l = DrawPortrait(8, person, 0, Frontal(256)).landmarks;
    // Ear, chin, ear; next to the ears the outline is upright.
    for (size_t i = 0; i < 16; ++i) EXPECT_LT(l[i].x, l[i + 1].x + (i % 15 == 0 ? .5f : 0.f));
    EXPECT_EQ(
        std::max_element(l.begin(), l.end(), [](auto a, auto b) { return a.y < b.y; }) - l.begin(),
        8);
    EXPECT_LT(l[36].x, l[39].x);
    EXPECT_LT(l[39].x, l[42].x);
    EXPECT_LT(l[42].x, l[45].x);
    EXPECT_LT(l[19].y, l[37].y);
    EXPECT_LT(l[27].y, l[30].y);
    EXPECT_LT(l[30].y, l[33].y);
    EXPECT_LT(l[33].y, l[51].y);
    EXPECT_LT(l[51].y, l[57].y);
  }
}

TEST(Portrait, TurnsToTheSideThatItsParametersState) {
  PortraitOptions turned;
  turned.pitch = turned.roll = 0;
  for (uint64_t person = 0; person < 12; ++person) {
    const Portrait p = DrawPortrait(9, person, 0, turned);
    const size_t at = p.parameters.find("\"yaw\":");
    ASSERT_NE(at, std::string::npos);
    const double yaw = std::stod(p.parameters.substr(at + 6));
    if (std::abs(yaw) < 8) continue;
    const float left = p.landmarks[30].x - p.landmarks[36].x,
                right = p.landmarks[45].x - p.landmarks[30].x;
    EXPECT_EQ(left > right, yaw > 0) << yaw;  // positive turns the nose to the image right
  }
}

TEST(Portrait, SensorLeavesNoiseThatAPerfectCameraDoesNot) {
  PortraitOptions perfect = Frontal(96), real = Frontal(96);
  perfect.camera = false;
  const Portrait a = DrawPortrait(1, 1, 0, perfect), b = DrawPortrait(1, 1, 0, real);
  EXPECT_EQ(a.landmarks, b.landmarks);
  // Only the places that were sampled differ.
  EXPECT_LT(cv::countNonZero(a.classes != b.classes), 96 * 96 / 20);
  EXPECT_FALSE(SameBytes(a.image, b.image));
}

}  // namespace
}  // namespace swapbench
