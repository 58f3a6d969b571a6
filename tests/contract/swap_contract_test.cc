// SPDX-License-Identifier: Apache-2.0
// What every swap method keeps, whoever adds it.
#include <algorithm>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "contract/fixtures.h"
#include "stats/slices.h"
#include "support.h"
#include "synth/swap.h"

namespace swapbench {
namespace {

bool SamePixels(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

/// The values at which an option is tried: both of a switch, every choice, both ends of a range.
std::vector<std::string> ValuesOf(const OptionInfo& option) {
  std::vector<std::string> values = {option.default_value};
  if (option.type == OptionType<bool>::Name()) return {"true", "false"};
  if (const size_t to = option.allowed.find(" to "); to != std::string::npos) {
    values.push_back(option.allowed.substr(0, to));
    values.push_back(option.allowed.substr(to + 4));
  } else if (!option.allowed.empty()) {
    return SplitTopLevel(option.allowed, '|');
  }
  return values;
}

/// The method with every combination of its options' values, but for those it refuses.
std::vector<std::unique_ptr<SwapMethod>> SettingsOf(const std::string& name) {
  std::vector<Spec> specs = {Makeable(name)};
  for (const OptionInfo& option : SwapMethods().At(specs[0]).options) {
    if (specs[0].args.contains(option.key)) continue;
    std::vector<Spec> more;
    for (const std::string& value : ValuesOf(option))
      for (Spec spec : specs) {
        spec.args[option.key] = value;
        more.push_back(spec);
      }
    specs = more;
  }
  std::vector<std::unique_ptr<SwapMethod>> settings;
  for (const Spec& spec : specs) {
    try {
      settings.push_back(SwapMethods().Make(spec));
    } catch (const Error&) {  // not all can be had together
    }
  }
  return settings;
}

using Cues = std::set<SwapCue>;

Cues AsSet(const std::vector<SwapCue>& cues) { return {cues.begin(), cues.end()}; }
Cues CuesOf(const SwapMethod& method) { return AsSet(method.traits().cues); }

Cues Without(Cues cues, SwapCue cue) {
  cues.erase(cue);
  return cues;
}

class SwapContract : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "resynthesis" && !SWAPBENCH_WITH_TORCH)
      GTEST_SKIP() << "a model to test with needs LibTorch";
    method_ = SwapMethods().Make(Makeable(GetParam()));
    faces_ = DrawnFaces(6, 128);
  }

  std::optional<Swapped> Try(size_t i) const { return Try(*method_, i); }
  std::optional<Swapped> Try(const SwapMethod& method, size_t i) const {
    const bool self = method.traits().donor == Donor::kSelf;
    return method.Swap(faces_[i], self ? faces_[i] : faces_[(i + 1) % faces_.size()],
                       Rng(3, "contract", i));
  }

  std::unique_ptr<SwapMethod> method_;
  std::vector<Face> faces_;
};

TEST_P(SwapContract, GivesTheSameBytesForTheSameRng) {
  for (size_t i = 0; i < faces_.size(); ++i) {
    const auto first = Try(i), second = Try(i);
    ASSERT_EQ(first.has_value(), second.has_value());
    if (!first) continue;
    EXPECT_TRUE(SamePixels(first->image, second->image));
    EXPECT_TRUE(SamePixels(first->mask, second->mask));
    EXPECT_EQ(first->parameters.ToString(), second->parameters.ToString());
  }
}

TEST_P(SwapContract, LeavesTheTargetUntouchedOutsideTheMask) {
  size_t swapped = 0;
  for (size_t i = 0; i < faces_.size(); ++i) {
    const auto fake = Try(i);
    if (!fake) continue;
    ++swapped;
    ASSERT_EQ(fake->image.size(), faces_[i].image.size());
    ASSERT_EQ(fake->image.type(), CV_8UC3);
    ASSERT_EQ(fake->mask.size(), faces_[i].image.size());
    ASSERT_EQ(fake->mask.type(), CV_8UC1);
    cv::Mat difference;
    cv::absdiff(fake->image, faces_[i].image, difference);
    difference.setTo(cv::Scalar::all(0), fake->mask != 0);
    EXPECT_EQ(cv::norm(difference, cv::NORM_INF), 0);
  }
  EXPECT_GE(swapped, faces_.size() - 1) << "an ordinary frontal face is almost always swappable";
}

TEST_P(SwapContract, IsAControlWhereStatisticsTakeItForOne) {
  EXPECT_EQ(method_->traits().needs_unused_real, IsControlMethod(GetParam()));
}

TEST_P(SwapContract, StatesEachOfItsCuesOnceAndAControlNone) {
  const std::vector<SwapCue> cues = method_->traits().cues;
  EXPECT_EQ(cues.empty(), method_->traits().needs_unused_real);
  EXPECT_EQ(std::set<SwapCue>(cues.begin(), cues.end()).size(), cues.size());
}

TEST_P(SwapContract, SaysInItsSummaryWhichCuesItLeaves) {
  const std::string summary = SwapMethods().Find(GetParam())->summary;
  std::set<std::string> expected, stated;
  for (const SwapCue cue : method_->traits().cues) expected.emplace(NameOf(cue));
  if (expected.empty()) expected.insert("none");
  const size_t begin = summary.rfind("(cues: ");
  ASSERT_NE(begin, std::string::npos) << summary;
  std::istringstream words(summary.substr(begin + 7));
  for (std::string word; std::getline(words >> std::ws, word, ',');) {
    if (word.ends_with(')')) word.pop_back();
    if (!word.starts_with("or ")) stated.insert(word);  // of other options
  }
  EXPECT_EQ(stated, expected) << summary;
}

TEST_P(SwapContract, SwitchesEachCueOffAloneUnlessItIsTheMethodItself) {
  const auto settings = SettingsOf(GetParam());
  ASSERT_FALSE(settings.empty());
  const auto leaves = [&](const Cues& cues) {
    return std::ranges::any_of(settings, [&](const auto& one) { return CuesOf(*one) == cues; });
  };
  const Cues usual = CuesOf(*method_), inherent = AsSet(method_->traits().inherent);
  for (const SwapCue cue : usual)
    EXPECT_NE(leaves(Without(usual, cue)), inherent.contains(cue)) << NameOf(cue);
  for (const auto& one : settings)
    EXPECT_TRUE(std::ranges::includes(CuesOf(*one), AsSet(one->traits().inherent)));
}

TEST_P(SwapContract, TheSwitchesMeanTheSameInEveryMethod) {
  struct Switch {
    std::string_view option, on, off;
    SwapCue cue;
  };
  std::vector<Switch> switches = {{"feather", "0", "0.5", SwapCue::kBoundary},
                                  {"soft", "false", "true", SwapCue::kBoundary},
                                  {"detail", "true", "false", SwapCue::kResampling}};
  for (size_t cue = 0; cue < kSwapCueNames.size(); ++cue)
    switches.push_back({kSwapCueNames[cue], "true", "false", static_cast<SwapCue>(cue)});
  Spec spec = Makeable(GetParam());
  for (const OptionInfo& option : SwapMethods().At(spec).options) {
    const auto found = std::ranges::find(switches, option.key, &Switch::option);
    if (found == switches.end()) continue;
    const auto with = [&](std::string_view value) {
      Spec one = spec;
      one.args[option.key] = value;
      return CuesOf(*SwapMethods().Make(one));
    };
    EXPECT_TRUE(with(found->on).contains(found->cue)) << option.key;
    EXPECT_EQ(with(found->off), Without(with(found->on), found->cue)) << option.key;
  }
}

TEST_P(SwapContract, LeavesTheRestUntouchedHoweverItIsSetAndAllWhereNoCueIsOn) {
  for (const auto& one : SettingsOf(GetParam())) {
    const auto fake = Try(*one, 0);
    if (!fake) continue;
    const bool nothing_on = one->traits().cues.empty();
    cv::Mat difference;
    cv::absdiff(fake->image, faces_[0].image, difference);
    if (!nothing_on || one->traits().donor != Donor::kSelf)
      difference.setTo(cv::Scalar::all(0), fake->mask != 0);
    EXPECT_EQ(cv::norm(difference, cv::NORM_INF), 0);
  }
}

TEST_P(SwapContract, RecordsWhatItDrew) {
  const auto fake = Try(0);
  ASSERT_TRUE(fake.has_value());
  EXPECT_TRUE(fake->parameters.ToString().starts_with("{"));
}

TEST_P(SwapContract, DoesNotChangeTheFacesItIsHanded) {
  const cv::Mat before = faces_[0].image.clone(), donor = faces_[1].image.clone();
  Try(0);
  EXPECT_TRUE(SamePixels(before, faces_[0].image));
  EXPECT_TRUE(SamePixels(donor, faces_[1].image));
}

INSTANTIATE_TEST_SUITE_P(All, SwapContract, testing::ValuesIn(SwapMethods().names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace swapbench
