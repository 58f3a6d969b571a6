// SPDX-License-Identifier: Apache-2.0
// What sets the swaps between people apart, on drawn heads.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>
#include <set>
#include <utility>
#include <vector>

#include "image/pictures.h"
#include "support.h"
#include "synth/drawn_people.h"
#include "synth/region.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

std::optional<Swapped> Made(const std::string& spec, const Face& target, const Face& source,
                            uint64_t draw = 0) {
  return SwapMethods().Make(Spec::Parse(spec))->Swap(target, source, Rng(5, "test", draw));
}

double MeanWithin(const cv::Mat& image, const cv::Mat& mask) {
  const cv::Scalar mean = cv::mean(image, mask == 255);
  return (mean[0] + mean[1] + mean[2]) / 3;
}

double Detail(const cv::Mat& image, const cv::Mat& mask) {
  cv::Mat laplacian, size;
  cv::Laplacian(image, laplacian, CV_32F);
  cv::absdiff(laplacian, cv::Scalar::all(0), size);
  return cv::mean(size, mask == 255)[0];
}

TEST(ClassicalSwap, OfAFaceWithItselfIsThatFace) {
  const Face face = DrawnFace(1, 100);
  for (const char* spec : {"delaunay", "poisson", "face_xray"}) {
    const auto swapped = Made(spec, face, face);
    ASSERT_TRUE(swapped) << spec;
    EXPECT_LE(cv::norm(swapped->image, face.image, cv::NORM_INF), 3) << spec;
  }
}

TEST(ClassicalSwap, ColoursAreMatchedUnlessSwitchedOff) {
  const Face target = DrawnFace(1, 100), source = DrawnFace(2, 200);
  for (const std::string spec : {"delaunay", "face_xray"}) {
    const auto matched = Made(spec, target, source),
               plain = Made(spec + ":color=true", target, source);
    ASSERT_TRUE(matched && plain) << spec;
    const double wanted = MeanWithin(target.image, matched->mask);
    EXPECT_LT(std::abs(MeanWithin(matched->image, matched->mask) - wanted),
              .5 * std::abs(MeanWithin(plain->image, plain->mask) - wanted))
        << spec;
  }
}

TEST(ClassicalSwap, TheEdgeIsSoftUnlessSwitchedOff) {
  const Face target = DrawnFace(1, 100), source = DrawnFace(2, 200);
  for (const std::string spec : {"paste", "delaunay", "face_xray", "warp_artifact"}) {
    const auto soft = Made(spec + ":feather=.2", target, source),
               hard = Made(spec + ":feather=0", target, source);
    ASSERT_TRUE(soft && hard) << spec;
    const auto between = [](const cv::Mat& mask) {
      return cv::countNonZero(mask) - cv::countNonZero(mask == 255);
    };
    EXPECT_GT(between(soft->mask), 100) << spec;
    EXPECT_EQ(between(hard->mask), 0) << spec;
  }
}

/// Standard deviation of what a 3x3 mean takes away, where the mask is full and flat around.
double NoiseWithin(const cv::Mat& image, const cv::Mat& mask) {
  cv::Mat full, smooth, residual;
  cv::erode(mask == 255, full, cv::Mat::ones(5, 5, CV_8UC1));
  cv::blur(image, smooth, {3, 3});
  cv::subtract(image, smooth, residual, {}, CV_32F);
  cv::Scalar mean, deviation;
  cv::meanStdDev(residual, mean, deviation, full);
  return deviation[0];
}

/// A head without features, of one colour but for noise of up to `noise` grey values.
Face FlatFace(int noise, uint64_t seed) {
  Face face = DrawnFace(1, 100);
  Rng rng(seed, "test/flat");
  for (int y = 0; y < face.image.rows; ++y)
    for (int i = 0; i < 3 * face.image.cols; ++i)
      face.image.ptr(y)[i] = static_cast<uchar>(128 + rng.Integer(-noise, noise));
  return face;
}

TEST(ClassicalSwap, TheNoiseIsTheTargetsWhereItsCueIsOff) {
  const Face noisy = FlatFace(24, 1), clean = FlatFace(3, 2);
  for (const std::string spec : {"paste", "delaunay", "poisson", "face_xray"}) {
    const std::string color = spec == "poisson" ? "" : ",color=true";
    for (const auto& [target, source] : {std::pair{noisy, clean}, {clean, noisy}}) {
      const auto donors = Made(spec + ":noise=true" + color, target, source);
      const auto targets = Made(spec + ":noise=false" + color, target, source);
      ASSERT_TRUE(donors && targets) << spec;
      const auto distance = [&](const std::optional<Swapped>& fake) {
        return std::abs(NoiseWithin(fake->image, fake->mask) -
                        NoiseWithin(target.image, fake->mask));
      };
      EXPECT_GT(distance(donors), 4) << spec;  // the two differ by 11, less what resampling takes
      EXPECT_LT(distance(targets), .35 * distance(donors)) << spec;
    }
  }
}

TEST(ClassicalSwap, AFaceMovedByWholePixelsKeepsThePixelsItHad) {
  const Face target = DrawnFace(1, 100), source = DrawnFace(2, 200);
  for (const std::string spec : {"paste", "face_xray"}) {
    const auto swapped = Made(spec + ":resampling=false,color=true,feather=0", target, source);
    ASSERT_TRUE(swapped) << spec;
    int agree = 0;  // with the donor's pixels under the best shift
    for (int dy = -4; dy <= 4; ++dy)
      for (int dx = -4; dx <= 4; ++dx) {
        const cv::Mat shift = (cv::Mat_<double>(2, 3) << 1, 0, dx, 0, 1, dy);
        cv::Mat moved;
        cv::warpAffine(source.image, moved, shift, target.image.size(), cv::INTER_NEAREST);
        cv::Mat difference, channels[3];
        cv::absdiff(moved, swapped->image, difference);
        cv::split(difference, channels);
        agree = std::max(agree, cv::countNonZero((channels[0] + channels[1] + channels[2] == 0) &
                                                 swapped->mask));
      }
    EXPECT_EQ(agree, cv::countNonZero(swapped->mask)) << spec;
  }
}

TEST(ClassicalSwap, LandmarksComeToLieOnTheTargetsWhereTheCueOfGeometryIsOff) {
  const Face target = DrawnFace(1, 100);
  const std::vector<size_t> marks = {36, 39, 42, 45, 30, 48, 54, 57};
  Face donor{cv::Mat(96, 96, CV_8UC3, cv::Scalar::all(40)), target.landmarks};
  for (size_t i = 17; i < 68; ++i)  // features wider apart, the jaw as it was
    donor.landmarks->at(i) += (donor.landmarks->at(i) - cv::Point2f(48, 48)) * .15F;
  for (const size_t i : marks)
    cv::circle(donor.image, cv::Point(donor.landmarks->at(i)), 2, cv::Scalar::all(250), cv::FILLED);
  const auto seen = [&](const std::string& spec) {
    const auto swapped = Made(spec, target, donor);
    EXPECT_TRUE(swapped) << spec;
    return std::ranges::count_if(marks, [&](size_t i) {
      return swapped->image.at<cv::Vec3b>(cv::Point(target.landmarks->at(i)))[0] > 200;
    });
  };
  for (const std::string spec :
       {"paste:geometry=false", "face_xray:geometry=false,color=true,feather=0",
        "delaunay:color=true,feather=0"})
    EXPECT_EQ(seen(spec), 8) << spec;
  for (const std::string spec : {"paste", "face_xray:color=true,feather=0"})
    EXPECT_LT(seen(spec), 6) << spec;
}

TEST(ClassicalSwap, RefusesToMoveLandmarksWithoutResampling) {
  for (const std::string spec : {"paste", "face_xray"})
    EXPECT_EQ(ErrorOf([&] {
                SwapMethods().Make(Spec::Parse(spec + ":geometry=false,resampling=false"));
              }),
              spec +
                  ": resampling=false moves by whole pixels and geometry=false triangle by "
                  "triangle, which cannot be had together; leave one of them on.");
}

TEST(Delaunay, FitsADonorTurnedAndScaled) {
  const Face target = DrawnFace(1, 100);
  Face donor{{}, target.landmarks};
  const cv::Mat turn = cv::getRotationMatrix2D({48, 48}, 25, .8);
  cv::warpAffine(target.image, donor.image, turn, target.image.size());
  for (cv::Point2f& p : *donor.landmarks) {
    const cv::Mat moved = turn * (cv::Mat_<double>(3, 1) << p.x, p.y, 1);
    p = {static_cast<float>(moved.at<double>(0)), static_cast<float>(moved.at<double>(1))};
  }
  const auto swapped = Made("delaunay:color=true", target, donor);
  ASSERT_TRUE(swapped);
  // Twice resampled: what is left of the noise of the drawing, whose amplitude is 9.
  EXPECT_LT(cv::norm(swapped->image, target.image, cv::NORM_L1, swapped->mask) /
                (3 * cv::countNonZero(swapped->mask)),
            8);
}

TEST(Poisson, KeepsTheTargetsLightAtTheSeam) {
  const Face target = DrawnFace(1, 100);
  Face darker = target;
  darker.image = target.image * .6;
  const auto swapped = Made("poisson", target, darker);
  ASSERT_TRUE(swapped);
  const double wanted = MeanWithin(target.image, swapped->mask);
  EXPECT_NEAR(MeanWithin(swapped->image, swapped->mask), wanted, .15 * wanted);
}

TEST(Poisson, WorksWhereTheFaceReachesTheBorder) {
  Face target = DrawnFace(1, 100), source = DrawnFace(2, 200);
  for (cv::Point2f& p : *target.landmarks)
    p = (p - cv::Point2f(48, 48)) * 2.5F + cv::Point2f(48, 48);
  EXPECT_TRUE(Made("poisson:hull=whole", target, source));
}

TEST(WarpArtifact, TakesDetailAway) {
  const Face face = DrawnFace(1, 100);
  for (uint64_t draw = 0; draw < 10; ++draw) {
    const auto strong = Made("warp_artifact:low=.2,high=.2", face, face, draw);
    const auto weak = Made("warp_artifact:low=.8,high=.8", face, face, draw);
    ASSERT_TRUE(strong && weak);
    EXPECT_LT(Detail(strong->image, strong->mask), .5 * Detail(face.image, strong->mask));
    EXPECT_LT(Detail(strong->image, strong->mask), Detail(weak->image, weak->mask));
  }
}

TEST(WarpArtifact, RefusesARangeTurnedRound) {
  EXPECT_THAT(ErrorOf([] { SwapMethods().Make(Spec::Parse("warp_artifact:low=.9,high=.3")); }),
              testing::HasSubstr("low = 0.9 is above high = 0.3"));
}

TEST(FaceXray, DrawsEveryHull) {
  const Face target = DrawnFace(1, 100), source = DrawnFace(2, 200);
  std::set<std::string> hulls;
  for (uint64_t draw = 0; draw < 40; ++draw) {
    const auto swapped = Made("face_xray", target, source, draw);
    ASSERT_TRUE(swapped);
    const auto drawn = nlohmann::json::parse(swapped->parameters.ToString());
    hulls.insert(drawn.at("hull"));
    EXPECT_EQ(drawn.at("blend_ratio"), 1);
  }
  EXPECT_EQ(hulls.size(), 4u);
}

/// The region of face_xray: a hull, bent or not.
Region RegionOf(const Face& face, bool bent, uint64_t draw) {
  return *DrawRegion(face.image.size(), *face.landmarks,
                     {.move = false, .elastic = false, .soft = false, .ratio = false, .bent = bent},
                     Rng(5, "test", draw));
}

int PiecesOf(const cv::Mat& mask) {
  cv::Mat labels;
  return cv::connectedComponents(mask > 127, labels) - 1;
}

TEST(FaceXray, BendsTheHullByAGridOfPoints) {
  const Face face = DrawnFace(1, 100);
  for (uint64_t draw = 0; draw < 100; ++draw) {
    const Region plain = RegionOf(face, false, draw), bent = RegionOf(face, true, draw);
    const auto drawn = nlohmann::json::parse(bent.parameters.ToString());
    const double width = drawn.at("grid_width"), height = drawn.at("grid_height");
    cv::Mat depth;  // how far inside the hull, negative outside
    cv::Mat inside, outside;
    cv::distanceTransform(plain.mask, inside, cv::DIST_L2, cv::DIST_MASK_5);
    cv::distanceTransform(~plain.mask, outside, cv::DIST_L2, cv::DIST_MASK_5);
    cv::subtract(inside, outside, depth);
    int seen = 0;
    for (int i = 0; i < 16; ++i) {
      const double dx = drawn.at("grid_shift_x").at(static_cast<size_t>(i));
      const double dy = drawn.at("grid_shift_y").at(static_cast<size_t>(i));
      ASSERT_LE(std::abs(dx), .08 * width);
      ASSERT_LE(std::abs(dy), .08 * height);
      // Every point of the grid takes what the hull shows there to its new place.
      const double x = drawn.at("grid_x").get<double>() - .5 + i % 4 * width / 3;
      const double y = drawn.at("grid_y").get<double>() - .5 + i / 4 * height / 3;
      const auto at = [](const cv::Mat& mat, double px, double py) {
        return cv::Point(std::clamp(static_cast<int>(std::lround(px)), 0, mat.cols - 1),
                         std::clamp(static_cast<int>(std::lround(py)), 0, mat.rows - 1));
      };
      const float deep = depth.at<float>(at(depth, x, y));
      if (std::abs(deep) < 3) continue;
      ++seen;
      EXPECT_EQ(bent.mask.at<uchar>(at(bent.mask, x + dx, y + dy)) > 127, deep > 0) << draw;
    }
    EXPECT_GE(seen, 4);
    EXPECT_EQ(PiecesOf(bent.mask), 1) << draw;
    EXPECT_EQ(PiecesOf(~bent.mask), PiecesOf(~plain.mask)) << draw;  // no hole, no fold
    EXPECT_FALSE(SamePixels(bent.mask, plain.mask)) << draw;
  }
}

TEST(FaceXray, WithoutItsBendDrawsTheRestAlike) {
  const Face target = DrawnFace(1, 100), source = DrawnFace(2, 200);
  for (uint64_t draw = 0; draw < 10; ++draw) {
    const auto bent =
        nlohmann::json::parse(Made("face_xray", target, source, draw)->parameters.ToString());
    const auto plain = nlohmann::json::parse(
        Made("face_xray:bent=false", target, source, draw)->parameters.ToString());
    EXPECT_EQ(bent.size(), plain.size() + 6);
    for (const auto& [key, value] : plain.items()) EXPECT_EQ(bent.at(key), value) << key;
  }
}

TEST(FaceXray, BlursItsEdgeByADrawnKernelAndInwardsOnly) {
  const Face target = DrawnFace(1, 100, 256), source = DrawnFace(2, 200, 256);
  std::set<int> kernels;
  for (uint64_t draw = 0; draw < 60; ++draw) {
    const auto soft = Made("face_xray", target, source, draw);
    const auto hard = Made("face_xray:feather=0", target, source, draw);
    ASSERT_TRUE(soft && hard);
    EXPECT_EQ(cv::countNonZero(soft->mask & ~hard->mask), 0);
    EXPECT_FALSE(nlohmann::json::parse(hard->parameters.ToString()).contains("blur_kernel"));
    kernels.insert(nlohmann::json::parse(soft->parameters.ToString()).at("blur_kernel").get<int>());
  }
  EXPECT_EQ(kernels, (std::set<int>{5, 7, 9, 11, 13, 15}));
}

}  // namespace
}  // namespace swapbench
