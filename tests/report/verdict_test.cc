// SPDX-License-Identifier: Apache-2.0
#include "report/verdict.h"

#include <algorithm>

#include "report/fixture.h"
#include "support.h"

namespace swapbench::report {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Estimate& Row(ReportInput& input, const std::string& detector, const std::string& slice,
              const std::string& metric) {
  for (Estimate& row : input.estimates)
    if (row.detector == detector && row.slice == slice && row.metric == metric) return row;
  throw Error("the fixture has no such row");
}

/// All rows of the given detectors once more, on the corpus `elsewhere`.
void ScoreElsewhere(ReportInput& input, const std::vector<std::string>& detectors) {
  const std::vector<Estimate> rows = input.estimates;
  for (Estimate row : rows) {
    if (std::ranges::find(detectors, row.detector) == detectors.end()) continue;
    row.corpus = "elsewhere";
    input.estimates.push_back(row);
  }
}

/// small_resnet and meso4 with intervals that overlap, and the paired test `a` minus `b`.
ReportInput Overlapping(const std::string& a, const std::string& b, double difference,
                        const std::string& p_holm) {
  ReportInput input = Invented();
  Row(input, kResnet, "all", "auc").low = Row(input, kMeso, "all", "auc").high - .001;
  AddRow(input, a, "all", "auc:interval=paired,minus=[" + b + "]", difference, .03, 1200,
         "paired identity bootstrap: p = 0.004, Holm over 3 differences: " + p_holm);
  return input;
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

TEST(Verdict, JudgesADetectorOnlyOnTheCorporaOnWhichItWasScored) {
  ReportInput input = Invented();
  ScoreElsewhere(input, {kMeso, "coin", "brightness"});
  const Conclusions conclusions = ConclusionsOf(input);
  EXPECT_EQ(conclusions.headline,
            "The controls hold, and 2 of 3 detectors do better than chance: small_resnet and "
            "meso4.");
  for (const Statement& finding : conclusions.findings) {
    EXPECT_THAT(finding.lead, Not(HasSubstr("small_resnet on elsewhere")));
    EXPECT_THAT(finding.lead, Not(HasSubstr("cannot be judged")));
  }
  EXPECT_EQ(conclusions.findings.at(3).lead, "meso4 on elsewhere does better than chance.");
}

TEST(Verdict, ADetectorMustBeatChanceOnEveryCorpusOnWhichItWasScored) {
  ReportInput input = Invented();
  ScoreElsewhere(input, {kMeso, "coin", "brightness"});
  for (Estimate& row : input.estimates)
    if (row.detector == kMeso && row.corpus == "elsewhere" && row.metric == "auc") row.low = .4;
  EXPECT_EQ(ConclusionsOf(input).headline,
            "The controls hold, and 1 of 3 detectors does better than chance: small_resnet.");
}

TEST(Verdict, DoesNotCountDetectorsWithoutAnAuc) {
  ReportInput input = Invented();
  std::erase_if(input.estimates, [](const Estimate& row) {
    return row.metric == "auc" && row.slice == "all" && row.detector != kMeso;
  });
  EXPECT_EQ(ConclusionsOf(input).headline,
            "The controls hold, and 1 of 1 detector does better than chance: meso4.");
  std::erase_if(input.estimates, [](const Estimate& row) { return row.metric == "auc"; });
  EXPECT_EQ(ConclusionsOf(input).headline,
            "The controls hold, but no detector has an AUC to be judged by.");
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

TEST(Verdict, AControlThatCouldNotBeJudgedNeitherHoldsNorLeaks) {
  ReportInput input = Invented();
  Estimate& row = Row(input, "coin", "all", "auc:interval=simultaneous");
  row.value = row.low = row.high = kNaN;
  const Conclusions conclusions = ConclusionsOf(input);
  EXPECT_EQ(conclusions.controls, ControlsState::kNotJudged);
  EXPECT_EQ(conclusions.headline,
            "Not every control could be judged: read the numbers as a rehearsal.");
  EXPECT_THAT(conclusions.control_sentence,
              HasSubstr("1 of 7 control measurements was not judged, for want of an interval: "
                        "coin."));
  EXPECT_THAT(conclusions.control_sentence, Not(HasSubstr("gives the answer away")));
}

TEST(Verdict, ALeakIsNotExcusedByAControlThatCouldNotBeJudged) {
  ReportInput input = Invented();
  Estimate& coin = Row(input, "coin", "all", "auc:interval=simultaneous");
  coin.value = coin.low = coin.high = kNaN;
  Row(input, "brightness", "all", "auc:interval=simultaneous").low = .5001;
  const Conclusions conclusions = ConclusionsOf(input);
  EXPECT_EQ(conclusions.controls, ControlsState::kFailed);
  EXPECT_THAT(conclusions.control_sentence,
              HasSubstr("1 of 7 control measurements does not contain .5: brightness (AUC "));
  EXPECT_THAT(conclusions.control_sentence,
              HasSubstr("1 of 7 control measurements was not judged, for want of an interval: "
                        "coin."));
}

TEST(Verdict, NamesTheControlsThatFoundNothing) {
  EXPECT_THAT(ConclusionsOf(Invented()).control_sentence,
              HasSubstr("All 7 control measurements have simultaneous intervals that contain .5: "
                        "neither chance, nor brightness, nor the pipeline itself is being "
                        "detected."));
}

TEST(Verdict, IsSilentOnControlsThatWereNotMeasured) {
  ReportInput input = Invented();
  std::erase_if(input.estimates, [](const Estimate& row) {
    return row.metric == "auc:interval=simultaneous" &&
           (row.detector != "coin" || row.slice != "all");
  });
  EXPECT_THAT(ConclusionsOf(input).control_sentence,
              HasSubstr("The only control measurement has a simultaneous interval that contains "
                        ".5: chance is not being detected."));
}

TEST(Verdict, ACoinOnTheIdentityControlSaysNothingOfThePipeline) {
  ReportInput input = Invented();
  std::erase_if(input.estimates, [](const Estimate& row) {
    return row.metric == "auc:interval=simultaneous" && row.detector != "coin";
  });
  EXPECT_THAT(ConclusionsOf(input).control_sentence,
              HasSubstr("All 2 control measurements have simultaneous intervals that contain .5: "
                        "chance is not being detected."));
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
  const Statement caution = ConclusionsOf(input).cautions.at(0);
  EXPECT_EQ(caution.lead, "That small_resnet is better than meso4.");
  EXPECT_EQ(caution.text, "Their intervals overlap, and only a paired test could tell.");
}

TEST(Verdict, LetsAPairedTestOrderDetectorsWhoseIntervalsOverlap) {
  for (const ReportInput& input : {Overlapping(kResnet, kMeso, .08, "0.012"),
                                   Overlapping(kMeso, kResnet, -.08, "0.012; 5 left out")}) {
    const Conclusions conclusions = ConclusionsOf(input);
    for (const Statement& caution : conclusions.cautions)
      EXPECT_THAT(caution.lead, Not(HasSubstr("is better than")));
  }
}

TEST(Verdict, SaysWhereThePairedTestDoesNotDecide) {
  EXPECT_EQ(ConclusionsOf(Overlapping(kResnet, kMeso, .08, "0.3")).cautions.at(0).text,
            "Their intervals overlap, and the paired test on the same people does not decide (p = "
            "0.30 after Holm's correction).");
  EXPECT_THAT(ConclusionsOf(Overlapping(kResnet, kMeso, .08, "0.05")).cautions.at(0).text,
              HasSubstr("does not decide"));
  ReportInput strict = Overlapping(kResnet, kMeso, .08, "0.012");
  strict.estimates.back().level = .99;
  EXPECT_THAT(ConclusionsOf(strict).cautions.at(0).text, HasSubstr("does not decide"));
}

TEST(Verdict, SaysWhereThePairedTestContradictsTheOrder) {
  EXPECT_EQ(ConclusionsOf(Overlapping(kResnet, kMeso, -.08, "0.012")).cautions.at(0).text,
            "On the pictures that both scored, the paired test says the opposite (p = 0.012 after "
            "Holm's correction).");
}

TEST(Verdict, GivesNoTimeToAWrongAnswer) {
  ReportInput input = Invented();  // its fastest row failed parity, the null control is no runtime
  EXPECT_EQ(ConclusionsOf(input).findings.at(3).lead,
            "The lowest median time is 0.671 ms a picture.");
  EXPECT_EQ(ConclusionsOf(input).findings.at(4).lead, "1 latency row has no time.");
}

}  // namespace
}  // namespace swapbench::report
