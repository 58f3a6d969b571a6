// SPDX-License-Identifier: Apache-2.0
#include "data/split.h"

#include <algorithm>
#include <map>

#include "core/error.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

SampleInfo Info(const std::string& id, const std::string& target, const std::string& source = "",
                const std::string& split = "") {
  SampleInfo info;
  info.id = id;
  info.target = target;
  info.source = source;
  info.split = split;
  info.label = source.empty() ? Label::kReal : Label::kFake;
  return info;
}

TEST(SplitIdentities, GivesTheSharesRounded) {
  const auto splits = SplitIdentities(300, {}, 5);
  EXPECT_EQ(std::ranges::count(splits, "train"), 180);
  EXPECT_EQ(std::ranges::count(splits, "val"), 60);
  EXPECT_EQ(std::ranges::count(splits, "test"), 60);
  EXPECT_EQ(SplitIdentities(300, {}, 5), splits);
  EXPECT_NE(SplitIdentities(300, {}, 6), splits);
  EXPECT_THAT(ErrorOf([] { SplitIdentities(3, {.5, .1, .1}, 1); }), HasSubstr("add up to 0.7"));
}

TEST(AssignSplits, KeepsLinkedPeopleTogether) {
  std::vector<SampleInfo> infos;
  for (int k = 0; k < 50; ++k) {
    infos.push_back(Info(Concat("a", k), Concat("p", k)));
    infos.push_back(Info(Concat("b", k), Concat("p", k), Concat("p", k ^ 1)));  // links pairs
  }
  AssignSplits(infos, {}, 1);
  EXPECT_TRUE(FindLeakage(infos).leaks.empty());
  EXPECT_EQ(std::ranges::count(infos, "train", &SampleInfo::split), 60);
  EXPECT_EQ(std::ranges::count(infos, "val", &SampleInfo::split), 20);
}

TEST(AssignSplits, NamesAComponentThatIsTooLarge) {
  std::vector<SampleInfo> infos;
  for (int k = 0; k < 10; ++k) infos.push_back(Info(Concat("r", k), Concat("p", k)));
  infos[1].source = infos[2].source = infos[3].source = infos[4].source = "p0";
  EXPECT_THAT(ErrorOf([&] { AssignSplits(infos, {}, 1); }),
              testing::AllOf(HasSubstr("'p0'"), HasSubstr("5 of 10")));
  infos[4].source = "";
  AssignSplits(infos, {}, 1);
  EXPECT_TRUE(FindLeakage(infos).leaks.empty());
}

TEST(Leakage, CountsWhatSplitsShare) {
  const std::vector<SampleInfo> infos = {Info("a", "p1", "", "train"),
                                         Info("b", "p2", "p1", "test"), Info("c", "p3", "", "test"),
                                         Info("d", "p3", "", "val"), Info("e", "p1", "", "test")};
  const LeakageReport report = FindLeakage(infos);
  ASSERT_EQ(report.leaks.size(), 2u);
  EXPECT_EQ(report.leaks[0].split, "train");
  EXPECT_EQ(report.leaks[0].other, "test");
  EXPECT_EQ(report.leaks[0].records, 2u);
  EXPECT_THAT(report.leaks[1].examples, ElementsAre("p3"));
  EXPECT_EQ(report.identities.at("test"), 3u);
  EXPECT_THAT(ToText(report), HasSubstr("train and test share 1 of identities"));
}

}  // namespace
}  // namespace swapbench
