// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>
#include <map>
#include <opencv2/core.hpp>

#include "portrait/classes.h"
#include "portrait/identity.h"
#include "portrait/portrait.h"
#include "support.h"

namespace swapbench {
namespace {

using portrait::BeardStyle;
using portrait::DrawIdentity;
using portrait::HairStyle;
using portrait::Identity;

/// Pearson's, over many people.
double Correlation(bool independent, const std::function<double(const Identity&)>& a,
                   const std::function<double(const Identity&)>& b) {
  constexpr int kPeople = 3000;
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (int i = 0; i < kPeople; ++i) {
    const Identity p = DrawIdentity(1, static_cast<uint64_t>(i), independent);
    const double u = a(p), v = b(p);
    x += u / kPeople;
    y += v / kPeople;
    xx += u * u / kPeople;
    yy += v * v / kPeople;
    xy += u * v / kPeople;
  }
  return (xy - x * y) / std::sqrt((xx - x * x) * (yy - y * y));
}

double Tone(const Identity& p) { return p.tone; }
double Age(const Identity& p) { return p.age; }
double Male(const Identity& p) { return p.sex_axis > 0; }
double Black(const Identity& p) { return p.hair.colour_name == "black"; }
double Grey(const Identity& p) { return p.hair.grey; }
double Curl(const Identity& p) { return p.hair.curl; }
double Bearded(const Identity& p) { return p.beard.length > 0; }
double LongHaired(const Identity& p) { return p.hair.style == HairStyle::kLong; }
double MadeUp(const Identity& p) { return p.make_up; }
double Freckled(const Identity& p) { return p.freckles > 0; }
double Bespectacled(const Identity& p) { return p.glasses.worn; }

TEST(Identity, TraitsFollowSexAgeAndToneUnlessToldNotTo) {
  const std::vector<std::pair<decltype(&Tone), decltype(&Tone)>> linked = {
      {Tone, Black},   {Tone, Curl},       {Tone, Freckled}, {Age, Grey},
      {Male, Bearded}, {Male, LongHaired}, {Male, MadeUp},   {Bearded, LongHaired}};
  for (size_t i = 0; i < linked.size(); ++i) {
    const auto [a, b] = linked[i];
    EXPECT_GT(std::abs(Correlation(false, a, b)), .1) << i;
    // Four standard errors of a correlation that is 0.
    EXPECT_LT(std::abs(Correlation(true, a, b)), 4 / std::sqrt(3000.)) << i;
  }
}

TEST(Identity, GlassesFollowNothing) {
  for (const auto& other : {Tone, Age, Male, Bearded})
    EXPECT_LT(std::abs(Correlation(false, Bespectacled, other)), 4 / std::sqrt(3000.));
}

TEST(Identity, IndependenceChangesNeitherFaceNorSkin) {
  for (uint64_t person = 0; person < 20; ++person) {
    const Identity a = DrawIdentity(3, person), b = DrawIdentity(3, person, true);
    EXPECT_EQ(a.tone, b.tone);
    EXPECT_EQ(a.age, b.age);
    EXPECT_EQ(a.nose_width, b.nose_width);
    EXPECT_EQ(a.melanin, b.melanin);
  }
}

int Count(const Portrait& p, PixelClass kind) {
  return cv::countNonZero(p.classes == static_cast<int>(kind));
}

TEST(Portrait, ShowsTheHairBeardAndGlassesThatItsColumnsState) {
  PortraitOptions options;
  options.size = 128;
  options.yaw = options.pitch = options.roll = 0;
  std::map<std::string, int> seen;
  for (uint64_t person = 0; person < 120; ++person) {
    const Portrait p = DrawPortrait(21, person, 0, options);
    const std::string &hair = p.attributes.at("hair"), &beard = p.attributes.at("beard");
    const bool glasses = p.attributes.at("glasses") == "yes";
    ++seen["hair " + hair];
    ++seen["beard " + beard];
    ++seen[glasses ? "glasses" : "no glasses"];
    EXPECT_EQ(Count(p, PixelClass::kGlasses) > 30, glasses) << person;
    const int strands = Count(p, PixelClass::kHair), whiskers = Count(p, PixelClass::kBeard);
    const int hairy = hair == "long" ? 1500 : hair == "bald" ? 0 : 400;
    EXPECT_GE(strands, hairy) << hair << " hair of " << person;
    const bool bearded = beard != "shaven" && beard != "stubble";
    EXPECT_EQ(whiskers > 60, bearded) << beard << " of " << person;
    EXPECT_GT(whiskers, beard == "full" ? 450 : -1) << person;
  }
  EXPECT_EQ(seen.size(), portrait::kHairStyleNames.size() + portrait::kBeardStyleNames.size() + 2);
}

}  // namespace
}  // namespace swapbench
