// SPDX-License-Identifier: Apache-2.0
#include "synth/swap.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "image/color.h"
#include "image/pictures.h"
#include "image/processor.h"
#include "image/stable.h"
#include "support.h"
#include "synth/drawn_people.h"
#include "synth/region.h"

namespace swapbench {
namespace {

std::optional<Swapped> SwapWith(const std::string& spec, int index, int size = 96) {
  return SwapMethods()
      .Make(Spec::Parse(spec))
      ->Swap(DrawnFace(1, 100, size), DrawnFace(2, 200, size),
             Rng(7, "test", static_cast<uint64_t>(index)));
}

const std::vector<std::string> kMethods = {"self_blend",
                                           "self_blend:detail=false",
                                           "paste",
                                           "paste:hull=inner",
                                           "paste:color=false,noise=false,resampling=false",
                                           "identity",
                                           "delaunay",
                                           "poisson",
                                           "poisson:noise=false",
                                           "face_xray",
                                           "face_xray:geometry=false",
                                           "warp_artifact",
                                           "cue:kind=color",
                                           "cue:kind=resampling",
                                           "cue:kind=noise",
                                           "cue:kind=jpeg_grid",
                                           "cue:kind=geometry",
                                           "cue:kind=boundary",
                                           "cue:kind=decoder"};

TEST(Swap, SameRngSameBytesAndAnotherDrawAnotherMask) {
  for (const std::string& spec : kMethods) {
    const auto a = SwapWith(spec, 3), b = SwapWith(spec, 3);
    ASSERT_TRUE(a && b) << spec;
    EXPECT_TRUE(SamePixels(a->image, b->image) && SamePixels(a->mask, b->mask)) << spec;
    EXPECT_EQ(a->parameters.ToString(), b->parameters.ToString());
  }
  EXPECT_FALSE(SamePixels(SwapWith("self_blend", 3)->mask, SwapWith("self_blend", 4)->mask));
}

TEST(Swap, TheTargetIsUntouchedWhereTheMaskIsZero) {
  const cv::Mat target = DrawnFace(1, 100).image;
  for (const std::string& spec : kMethods)
    for (int i = 0; i < 20; ++i) {
      const auto swapped = SwapWith(spec, i);
      ASSERT_TRUE(swapped);
      ASSERT_EQ(swapped->mask.type(), CV_8UC1);
      ASSERT_EQ(swapped->mask.size(), target.size());
      ASSERT_GT(cv::countNonZero(swapped->mask), 0);
      ASSERT_LT(cv::countNonZero(swapped->mask), static_cast<int>(target.total()));
      for (int y = 0; y < target.rows; ++y)
        for (int x = 0; x < target.cols; ++x)
          if (swapped->mask.at<uchar>(y, x) == 0) {
            ASSERT_EQ(swapped->image.at<cv::Vec3b>(y, x), target.at<cv::Vec3b>(y, x));
          }
    }
}

TEST(Swap, TheFaceChangesInSwapsAndNotInTheControl) {
  const cv::Mat target = DrawnFace(1, 100).image;
  for (int i = 0; i < 20; ++i) {
    EXPECT_FALSE(SamePixels(SwapWith("self_blend", i)->image, target));
    EXPECT_FALSE(SamePixels(SwapWith("paste", i)->image, target));
    EXPECT_TRUE(SamePixels(SwapWith("identity", i)->image, target));
  }
}

TEST(Swap, ASelfBlendWithEveryCueOffIsItsTarget) {
  const auto swapped = SwapWith("self_blend:color=false,detail=false,geometry=false", 5);
  EXPECT_TRUE(SamePixels(swapped->image, DrawnFace(1, 100).image));
}

/// The steps of self_blend.cc one after the other, each on the whole picture.
Swapped SelfBlendedAsAWhole(const Face& face, const Rng& rng) {
  const Region region =
      *DrawRegion(face.image.size(), *face.landmarks, {}, rng.Substream("region"));
  Rng color = rng.Substream("color"), detail = rng.Substream("detail");
  cv::Mat copy = face.image;
  if (color.Chance(.3)) {
    cv::Vec3i shift;
    for (int c = 0; c < 3; ++c) shift[c] = static_cast<int>(color.Integer(-20, 20));
    copy = ShiftChannels(copy, shift);
  }
  const double brightness = color.Uniform(-.1, .1), contrast = color.Uniform(-.1, .1);
  copy = ChangeTone(copy, brightness, contrast);
  if (detail.Chance(.5)) copy = LoseDetail(copy, detail.Chance(.5) ? 2 : 4);
  else copy = Sharpen(copy, detail.Uniform(.2, .5));
  copy = Warp(copy, region.moved_from_image, copy.size(), Outside::kRepeatEdge);
  return {Blend(face.image, copy, region.mask), region.mask, {}};
}

TEST(Swap, ASelfBlendIsMadeOnlyWhereItIsNeededAndNoneTheLessWhole) {
  const auto self_blend = SwapMethods().Make(Spec::Parse("self_blend"));
  for (const int size : {96, 101})
    for (uint64_t i = 0; i < 40; ++i) {
      const Face face = DrawnFace(1, 100 + i % 4, size);
      const auto swapped = self_blend->Swap(face, face, Rng(7, "test", i));
      const Swapped whole = SelfBlendedAsAWhole(face, Rng(7, "test", i));
      ASSERT_TRUE(SamePixels(swapped->image, whole.image)) << i;
      ASSERT_TRUE(SamePixels(swapped->mask, whole.mask)) << i;
    }
}

TEST(Swap, SwitchingOneCueOffLeavesTheOthersAsDrawn) {
  for (int i = 0; i < 10; ++i) {
    const auto all = nlohmann::json::parse(SwapWith("self_blend", i)->parameters.ToString());
    const auto less =
        nlohmann::json::parse(SwapWith("self_blend:color=false", i)->parameters.ToString());
    EXPECT_TRUE(all.contains("brightness"));
    EXPECT_FALSE(less.contains("brightness"));
    for (const auto& [key, value] : less.items()) EXPECT_EQ(all.at(key), value) << key;
  }
}

TEST(Swap, ASelfBlendWithoutResamplingIsMovedByWholePixels) {
  const cv::Mat target = DrawnFace(1, 100).image;
  int compared = 0;
  for (int i = 0; i < 10; ++i) {
    const auto swapped = SwapWith("self_blend:color=false,detail=false", i);
    const auto drawn = nlohmann::json::parse(swapped->parameters.ToString());
    const int dx = drawn.at("shift_x"), dy = drawn.at("shift_y");
    EXPECT_TRUE(dx != 0 && dy != 0);
    for (int y = 4; y < target.rows - 4; ++y)
      for (int x = 4; x < target.cols - 4; ++x)
        if (swapped->mask.at<uchar>(y, x) == 255) {
          ASSERT_EQ(swapped->image.at<cv::Vec3b>(y, x), target.at<cv::Vec3b>(y - dy, x - dx));
          ++compared;
        }
  }
  EXPECT_GT(compared, 1000);
}

TEST(Swap, StatesTheCuesThatItsOptionsLeaveOn) {
  const auto cues = [](const std::string& spec) {
    std::set<std::string_view> names;
    for (const SwapCue cue : SwapMethods().Make(Spec::Parse(spec))->traits().cues)
      names.insert(NameOf(cue));
    return names;
  };
  using Names = std::set<std::string_view>;
  EXPECT_EQ(cues("self_blend"), (Names{"color", "geometry", "resampling"}));
  EXPECT_EQ(cues("self_blend:geometry=false"), (Names{"color", "resampling"}));
  EXPECT_EQ(cues("self_blend:color=false,detail=false,soft=false"),
            (Names{"boundary", "geometry"}));
  EXPECT_EQ(cues("self_blend:color=false,detail=false,geometry=false"), Names{});
  EXPECT_EQ(cues("paste"), (Names{"boundary", "color", "geometry", "noise", "resampling"}));
  EXPECT_EQ(cues("paste:color=false,feather=.1,noise=false,resampling=false"), Names{"geometry"});
  EXPECT_EQ(cues("face_xray"), (Names{"geometry", "noise", "resampling"}));
  EXPECT_EQ(cues("face_xray:noise=false,geometry=false"), Names{"resampling"});
  EXPECT_EQ(cues("delaunay"), (Names{"noise", "resampling"}));
  EXPECT_EQ(cues("delaunay:color=true,feather=0"),
            (Names{"boundary", "color", "noise", "resampling"}));
  EXPECT_EQ(cues("poisson:noise=false"), Names{"resampling"});
  EXPECT_EQ(cues("warp_artifact:feather=0"), (Names{"boundary", "resampling"}));
  for (const std::string_view kind : kSwapCueNames)
    EXPECT_EQ(cues("cue:kind=" + std::string(kind)), Names{kind});
}

TEST(Swap, SelfBlendRecordsWhatItDrew) {
  std::set<std::string> hulls;
  std::set<double> ratios;
  int shifted = 0, blunted = 0;
  for (int i = 0; i < 200; ++i) {
    const auto swapped = SwapWith("self_blend", i, 48);
    const auto drawn = nlohmann::json::parse(swapped->parameters.ToString());
    hulls.insert(drawn.at("hull"));
    ratios.insert(drawn.at("blend_ratio").get<double>());
    shifted += drawn.contains("shift_bgr") ? 1 : 0;
    blunted += drawn.contains("downscale") ? 1 : 0;
    EXPECT_NE(drawn.contains("downscale"), drawn.contains("sharpen_alpha"));
    EXPECT_LE(std::abs(drawn.at("shift_x").get<double>()), .03 * 48);
    EXPECT_LE(std::abs(drawn.at("shift_y").get<double>()), .015 * 48);
    for (const char* scale : {"scale_x", "scale_y"}) {
      EXPECT_GE(drawn.at(scale).get<double>(), .95);
      EXPECT_LE(drawn.at(scale).get<double>(), 1 / .95);
    }
    EXPECT_TRUE(drawn.contains("soften") && drawn.contains("elastic_sigma"));
  }
  EXPECT_EQ(hulls.size(), 4U);
  EXPECT_EQ(ratios, (std::set<double>{.25, .5, .75, 1}));
  EXPECT_NEAR(shifted, 60, 26);   // binomial: 200 draws at .3, four standard deviations
  EXPECT_NEAR(blunted, 100, 29);  // at .5
}

TEST(Swap, PasteShowsTheOtherFaceWithAHardEdge) {
  const auto swapped = SwapWith("paste", 0);
  for (int y = 0; y < swapped->mask.rows; ++y)
    for (int x = 0; x < swapped->mask.cols; ++x) {
      const int value = swapped->mask.at<uchar>(y, x);
      ASSERT_TRUE(value == 0 || value == 255);
    }
  // Cheeks have the donor's colour.
  const cv::Vec3b pasted = swapped->image.at<cv::Vec3b>(52, 40);
  const cv::Vec3b donor = DrawnFace(2, 200).image.at<cv::Vec3b>(52, 40);
  for (int c = 0; c < 3; ++c) EXPECT_NEAR(pasted[c], donor[c], 20);
}

TEST(Swap, PasteAlignsADonorOfAnotherSize) {
  const auto method = SwapMethods().Make(Spec::Parse("paste"));
  const Face target = DrawnFace(1, 100, 96), donor = DrawnFace(2, 200, 160);
  const auto swapped = method->Swap(target, donor, Rng(1, "test"));
  ASSERT_TRUE(swapped);
  const auto m = nlohmann::json::parse(swapped->parameters.ToString())
                     .at("target_from_source")
                     .get<std::vector<double>>();
  EXPECT_NEAR(m[0], .6, 1e-3);  // 96 / 160
  EXPECT_NEAR(m[1], 0, 1e-3);
}

TEST(Swap, DegenerateFacesAreRefused) {
  Face point = DrawnFace(1, 1), missing = DrawnFace(1, 1), broken = DrawnFace(1, 1);
  point.landmarks->fill({20, 20});
  missing.landmarks.reset();
  broken.landmarks->at(4).x = std::numeric_limits<float>::quiet_NaN();
  Face outside = DrawnFace(1, 1);
  for (auto& landmark : *outside.landmarks) landmark.x += 5000;
  for (const std::string& spec : kMethods) {
    const auto method = SwapMethods().Make(Spec::Parse(spec));
    for (const Face& face : {point, missing, broken, outside})
      EXPECT_FALSE(method->Swap(face, DrawnFace(2, 2), Rng(1, "test"))) << spec;
  }
}

TEST(Swap, WorksOnSmallAndOblongImages) {
  for (const std::string& spec : kMethods) {
    const auto method = SwapMethods().Make(Spec::Parse(spec));
    EXPECT_TRUE(method->Swap(DrawnFace(1, 1, 32), DrawnFace(2, 2, 33), Rng(1, "test"))) << spec;
    Face wide = DrawnFace(1, 1, 64);
    cv::copyMakeBorder(wide.image, wide.image, 0, 0, 0, 40, cv::BORDER_CONSTANT);
    EXPECT_TRUE(method->Swap(wide, DrawnFace(2, 2, 64), Rng(1, "test"))) << spec;
  }
}

TEST(Swap, ThreadsShareAMethod) {
  const auto method = SwapMethods().Make(Spec::Parse("self_blend"));
  const Face face = DrawnFace(1, 100);
  std::vector<std::optional<Swapped>> results(4);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results)
      threads.emplace_back([&] { result = method->Swap(face, face, Rng(7, "test", 3)); });
  }
  for (const auto& result : results) EXPECT_TRUE(SamePixels(result->image, results[0]->image));
}

std::string HashOfSwaps() {
  Sha256Stream hash;
  for (const std::string& spec : kMethods)
    for (int i = 0; i < 12; ++i) {
      const auto swapped = SwapWith(spec, i, 60 + 17 * i);
      AppendPixels(hash, swapped->image);
      AppendPixels(hash, swapped->mask);
      hash.Append(swapped->parameters.ToString());
    }
  return hash.Finish();
}

TEST(SwapStability, PrintsAHash) { PrintHash(HashOfSwaps()); }

TEST(SwapStability, BitsDoNotDependOnTheProcessor) {
  EXPECT_EQ(HashOnAnOldProcessor("SwapStability.PrintsAHash"), HashOfSwaps());
}

}  // namespace
}  // namespace swapbench
