// SPDX-License-Identifier: Apache-2.0
#include "report/verdict.h"

#include "report/fixture.h"
#include "support.h"

namespace swapbench::report {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Estimate& Row(ReportInput& input, const std::string& detector, const std::string& slice,
              const std::string& metric) {
  for (Estimate& row : input.estimates)
    if (row.detector == detector && row.slice == slice && row.metric == metric) return row;
  throw Error("the fixture has no such row");
}

Conclusions ConclusionsOf(const ReportInput& input) { return Conclude(Results(input)); }

TEST(Verdict, NamesTheDetectorsWhoseIntervalIsDisjointFromTheCoins) {
  const Conclusions conclusions = ConclusionsOf(Invented());
  EXPECT_EQ(conclusions.controls, ControlsState::kHeld);
  EXPECT_EQ(conclusions.headline,
            "The controls hold, and 2 of 3 detectors do better than chance: small_resnet and "
            "meso4.");
  EXPECT_EQ(conclusions.findings.at(0).lead, "small_resnet does better than chance.");
  EXPECT_EQ(conclusions.findings.at(2).lead, "spectrum cannot be told from chance.");
}

TEST(Verdict, TouchingIntervalsAreNotDisjoint) {
  ReportInput input = Invented();
  Row(input, kResnet, "all", "auc").low = Row(input, "coin", "all", "auc").high;
  EXPECT_EQ(BeatsChance(Results(input), kResnet, "invented"), false);
}

TEST(Verdict, SaysWhenADetectorRanksTheWrongWayRound) {
  ReportInput input = Invented();
  Estimate& auc = Row(input, kMeso, "all", "auc");
  auc.low = .22;
  auc.value = .25;
  auc.high = .29;
  const Conclusions conclusions = ConclusionsOf(input);
  EXPECT_EQ(conclusions.findings.at(1).lead, "meso4 does worse than chance.");
  EXPECT_THAT(conclusions.findings.at(1).text, HasSubstr("disjoint"));
}

TEST(Verdict, CountsInWholePicturesThatAddUp) {
  // 10 fakes of which 12 % pass: 1; 990 genuine of which 7.1 % are flagged: 70.29.
  const ReportInput input = Invented();
  const auto counts = CountFrequencies(Results(input), kResnet, "invented");
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->caught, 9);
  EXPECT_EQ(counts->missed, 1);
  EXPECT_EQ(counts->accused, 70);
  EXPECT_EQ(counts->caught + counts->missed + counts->accused + counts->cleared, 1000);
  EXPECT_THAT(FrequencySentence(Results(input), kResnet, "invented"),
              HasSubstr("Of 1,000 pictures of which 10 are fakes, it flags 79; 70 of those are "
                        "real people wrongly accused (37 to 97), and 1 of the 10 fakes passes."));
}

TEST(Verdict, TakesTheWorstMethodWhereMissesAreNotPooled) {
  ReportInput input = Invented();
  Row(input, kResnet, "all", "miss_rate").value = kNaN;
  const auto counts = CountFrequencies(Results(input), kResnet, "invented");
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->fakes_of, "paste");
  EXPECT_EQ(counts->missed, 2);  // 15.6 % of 10
}

TEST(Verdict, HeadlinesTheWorstMethod) {
  EXPECT_THAT(ConclusionsOf(Invented()).findings.at(0).text,
              HasSubstr("Its worst method is paste: of 100 such fakes it misses 16 (10 to 20)."));
}

TEST(Verdict, TrustsNothingWhereAControlFails) {
  ReportInput input = Invented();
  Estimate& row = Row(input, "brightness", "all", "auc:interval=simultaneous");
  row.value = .58;
  row.low = .51;
  row.high = .65;
  const Conclusions conclusions = ConclusionsOf(input);
  EXPECT_EQ(conclusions.controls, ControlsState::kFailed);
  EXPECT_EQ(conclusions.headline, "This experiment is not to be trusted: its controls failed.");
  EXPECT_THAT(conclusions.control_sentence,
              HasSubstr("1 of 7 control measurements does not contain .5: brightness (AUC 0.58"));
  EXPECT_THAT(conclusions.findings, IsEmpty());
  EXPECT_EQ(conclusions.cautions.at(0).lead, "Anything at all about the detectors.");
}

TEST(Verdict, AControlThatCouldNotBeJudgedHasFailed) {
  ReportInput input = Invented();
  Estimate& row = Row(input, "coin", "all", "auc:interval=simultaneous");
  row.value = row.low = row.high = kNaN;
  EXPECT_EQ(JudgeControls(Results(input)), ControlsState::kFailed);
}

TEST(Verdict, WithoutControlsThereIsNoFinding) {
  ReportInput input = Invented();
  std::erase_if(input.estimates,
                [](const Estimate& row) { return row.metric == "auc:interval=simultaneous"; });
  const Conclusions conclusions = ConclusionsOf(input);
  EXPECT_EQ(conclusions.controls, ControlsState::kAbsent);
  EXPECT_THAT(conclusions.headline, HasSubstr("Without controls nothing here is a finding"));
}

TEST(Verdict, DoesNotOrderDetectorsWhoseIntervalsOverlap) {
  ReportInput input = Invented();
  Row(input, kResnet, "all", "auc").low = Row(input, kMeso, "all", "auc").high - .001;
  EXPECT_EQ(ConclusionsOf(input).cautions.at(0).lead, "That small_resnet is better than meso4.");
}

TEST(Verdict, GivesNoTimeToAWrongAnswer) {
  ReportInput input = Invented();  // its fastest row failed parity, the null control is no runtime
  EXPECT_EQ(ConclusionsOf(input).findings.at(3).lead,
            "The lowest median time is 0.671 ms a picture.");
  EXPECT_EQ(ConclusionsOf(input).findings.at(4).lead, "1 latency row has no time.");
}

}  // namespace
}  // namespace swapbench::report
