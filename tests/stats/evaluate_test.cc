// SPDX-License-Identifier: Apache-2.0
#include "stats/evaluate.h"

#include <cmath>

#include "core/file.h"
#include "stats/bound.h"
#include "stats/compare.h"
#include "stats/complete.h"
#include "stats/controls.h"
#include "stats/tables.h"
#include "support.h"

namespace swapbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Records of `people` people: val and test rows, fakes of two methods and of the control.
ScoreTable Study(const std::string& detector, double skill, uint64_t seed = 1, int people = 40) {
  ScoreTable table;
  table.detector = detector;
  table.corpus = "drawn";
  Rng rng(seed, "test/" + detector);
  for (int i = 0; i < people * 4; ++i) {
    ScoreRow row;
    row.id = std::to_string(1000 + i);
    row.fake = i % 4 != 0;
    row.method = row.fake ? std::vector<std::string>{"", "paste", "blend", "identity"}[i % 4] : "";
    row.target = "p" + std::to_string(i / 4);
    row.source = row.fake ? row.target : "";
    row.split = i / 4 % 2 == 0 ? "test" : "val";
    row.attributes["tone"] = i / 4 % 4 < 2 ? "dark" : "light";
    row.score = rng.Normal(row.fake && row.method != "identity" ? skill : 0, 1);
    table.rows.push_back(row);
  }
  return table;
}

EvaluateOptions Quick() {
  EvaluateOptions options;
  options.replicates = 100;
  return options;
}

const Estimate& Find(const std::vector<Estimate>& estimates, const std::string& slice,
                     const std::string& metric, const std::string& detector = "net") {
  for (const Estimate& estimate : estimates)
    if (estimate.slice == slice && estimate.metric == metric && estimate.detector == detector)
      return estimate;
  ADD_FAILURE() << "no row " << slice << " " << metric;
  static const Estimate kNone;
  return kNone;
}

TEST(ChooseThreshold, StandsHalfwayAtTheSmallestBalancedError) {
  EXPECT_EQ(ChooseThreshold(Rank(TableOf({{1, false}, {2, false}, {4, true}, {5, true}}))), 3);
  // Two reals of four accused would cost more than one fake of four missed.
  EXPECT_EQ(ChooseThreshold(Rank(
                TableOf({{0, false}, {1, true}, {2, false}, {3, false}, {5, true}, {6, true}}))),
            4);
}

TEST(ChooseThreshold, PrefersFewerFalseAlarmsAmongEquals) {
  // Both 1.5 (a false alarm) and 3.5 (a miss) have a balanced error of 1/4.
  EXPECT_EQ(ChooseThreshold(Rank(TableOf({{1, false}, {2, true}, {3, false}, {4, true}}))), 3.5);
}

TEST(ChooseThreshold, AccusesNobodyWhereTheScoresAreBackwards) {
  EXPECT_GT(ChooseThreshold(Rank(TableOf({{1, true}, {2, false}}))), 2);
  EXPECT_TRUE(std::isnan(ChooseThreshold(Rank(TableOf({{1, true}, {2, true}})))));
}

TEST(FreezeThreshold, TakesTheGivenThenValThenItsOwnThenAnOracle) {
  ScoreTable table = Study("net", 2);
  table.threshold = .25;
  const SliceOptions slices;
  EXPECT_EQ(FreezeThreshold(table, {.7, false}, slices).value, .7);
  EXPECT_EQ(FreezeThreshold(table, {}, slices).value,
            ChooseThreshold(MakeRanking(table, PooledRows(table, "val"), 0)));
  for (ScoreRow& row : table.rows) row.split = "test";
  EXPECT_EQ(FreezeThreshold(table, {}, slices).value, .25);
  table.threshold = std::nan("");
  EXPECT_TRUE(std::isnan(FreezeThreshold(table, {}, slices).value));
  const FrozenThreshold oracle = FreezeThreshold(table, {{}, true}, slices);
  EXPECT_FALSE(std::isnan(oracle.value));
  EXPECT_THAT(oracle.note, HasSubstr("oracle"));
}

TEST(Slices, PoolTheMethodsButNotTheControl) {
  const ScoreTable table = Study("net", 1);
  const std::vector<Slice> slices = MakeSlices(table, {"test", {"tone"}});
  std::vector<std::string> names;
  for (const Slice& slice : slices) names.push_back(slice.name);
  EXPECT_THAT(names, ElementsAre("all", "method=blend", "method=identity", "method=paste",
                                 "tone=dark", "tone=light"));
  EXPECT_EQ(slices[0].rows.size(), 60u);  // 20 test people: a real and two fakes each
  EXPECT_THAT(slices[0].note, HasSubstr("20 fakes of the control identity left out"));
  for (size_t i = 1; i < 4; ++i) EXPECT_EQ(slices[i].rows.size(), 40u) << slices[i].name;
  EXPECT_TRUE(slices[2].control);
  EXPECT_FALSE(slices[1].control);
  EXPECT_EQ(slices[4].rows.size(), 30u);
}

TEST(Slices, JudgeAllRowsOfATableWithoutSplitsAndSaySo) {
  ScoreTable table = Study("net", 1);
  for (ScoreRow& row : table.rows) row.split.clear();
  const Slice all = MakeSlices(table, {}).front();
  EXPECT_EQ(all.rows.size(), 120u);
  EXPECT_THAT(all.note, HasSubstr("no splits"));
}

TEST(Slices, NameAMissingSplitOrColumn) {
  ScoreTable table = Study("net", 1);
  EXPECT_THAT(ErrorOf([&] {
                MakeSlices(table, {"holdout", {}});
              }),
              HasSubstr("hold no row of split 'holdout'"));
  EXPECT_THAT(ErrorOf([&] { MakeSlices(table, {"test", {"age"}}); }), HasSubstr("no column 'age'"));
}

TEST(Evaluate, GivesEveryMetricASpecAndAnIntervalAroundItsValue) {
  EvaluateOptions options = Quick();
  const std::vector<Estimate> estimates = Evaluate({Study("net", 2)}, options);
  for (const Spec& spec : options.metrics) {
    const Estimate& row = Find(estimates, "method=paste", Metrics().Canonical(spec).ToString());
    if (spec.name == "tpr_at_fpr") continue;  // 20 reals are too few
    EXPECT_LE(row.low, row.value) << row.metric;
    EXPECT_GE(row.high, row.value) << row.metric;
    EXPECT_EQ(row.clusters, 20u) << row.metric;
    EXPECT_EQ(row.corpus, "drawn");
  }
  EXPECT_EQ(Find(estimates, "all", "auc").n, 60u);
  EXPECT_EQ(Find(estimates, "all", "false_alarm_rate").n, 20u);
  EXPECT_EQ(Find(estimates, "method=paste", "miss_rate").n, 20u);
  EXPECT_THAT(Find(estimates, "all", "auc:interval=delong").note, HasSubstr("ignores identity"));
}

TEST(Evaluate, RefusesATinyFalseAlarmRate) {
  const Estimate row = Find(Evaluate({Study("net", 2)}, Quick()), "all", "tpr_at_fpr:fpr=0.01");
  EXPECT_TRUE(std::isnan(row.value) && std::isnan(row.low) && std::isnan(row.high));
  EXPECT_TRUE(row.note.starts_with("refused: only 0.2 of 20 reals")) << row.note;
}

TEST(Evaluate, NeverPoolsMissesOverMethodsButNamesTheWorst) {
  ScoreTable table = Study("net", 3);
  for (ScoreRow& row : table.rows)
    if (row.method == "paste") row.score = -9;
  const std::vector<Estimate> estimates = Evaluate({table}, Quick());
  EXPECT_TRUE(std::isnan(Find(estimates, "all", "miss_rate").value));
  EXPECT_THAT(Find(estimates, "all", "miss_rate").note, HasSubstr("the worst is paste with 1"));
  EXPECT_EQ(Find(estimates, "method=paste", "miss_rate").value, 1);
}

TEST(Evaluate, LeavesThresholdMetricsUndefinedWithoutAThreshold) {
  ScoreTable table = Study("net", 2);
  for (ScoreRow& row : table.rows) row.split = "test";
  EvaluateOptions options = Quick();
  const Estimate none = Find(Evaluate({table}, options), "all", "accuracy");
  EXPECT_TRUE(std::isnan(none.value));
  EXPECT_THAT(none.note, HasSubstr("no threshold"));
  for (const char* no_score : {"nan", "inf", "-inf"}) {
    options.threshold = ParseDouble(no_score);
    EXPECT_THAT(ErrorOf([&] { Evaluate({table}, options); }), HasSubstr("give a finite number"));
  }
  options.threshold = 1;
  EXPECT_THAT(Find(Evaluate({table}, options), "all", "accuracy").note, HasSubstr("as given"));
}

TEST(Evaluate, CountsRefusalsBothWays) {
  ScoreTable table = Study("net", 9);
  for (ScoreRow& row : table.rows)
    if (row.split == "test" && row.id == "1000") row.outcome = Outcome::kNoFace;
  const Estimate auc = Find(Evaluate({table}, Quick()), "all", "auc");
  EXPECT_EQ(auc.value, 1);
  EXPECT_EQ(auc.n, 59u);
  EXPECT_THAT(auc.note, HasSubstr("1 of 60 refused (1 real, 0 fake) and left out; counted as "
                                  "errors: 0.95"));  // one real of twenty is always wrong
}

TEST(Evaluate, PrintsNothingForASliceOfOneClassAndSaysWhy) {
  ScoreTable table = Study("net", 2);
  for (ScoreRow& row : table.rows) row.attributes["tone"] = row.fake ? "dark" : "light";
  EvaluateOptions options = Quick();
  options.slices.columns = {"tone"};
  const std::vector<Estimate> estimates = Evaluate({table}, options);
  EXPECT_TRUE(std::isnan(Find(estimates, "tone=dark", "auc").value));
  EXPECT_THAT(Find(estimates, "tone=dark", "auc").note, HasSubstr("no scored real"));
  EXPECT_FALSE(std::isnan(Find(estimates, "tone=light", "false_alarm_rate").value));
}

TEST(Evaluate, TellsMethodsSeenInTrainingFromOthersWhereTheTableKnows) {
  ScoreTable net = Study("net", 1);
  net.seen_methods = {"blend", "identity"};
  const std::vector<Estimate> estimates = Evaluate({net, Study("other", 1)}, Quick());
  EXPECT_EQ(Find(estimates, "method=blend", "auc").training, "seen");
  EXPECT_EQ(Find(estimates, "method=blend", "auc:interval=delong").training, "seen");
  EXPECT_EQ(Find(estimates, "method=paste", "auc").training, "unseen");
  EXPECT_EQ(Find(estimates, "method=identity", "auc").training, "") << "swaps nothing";
  EXPECT_EQ(Find(estimates, "all", "auc").training, "");
  EXPECT_EQ(Find(estimates, "method=blend", "auc", "other").training, "");
}

TEST(Evaluate, DoesNotDependOnThreads) {
  EvaluateOptions options = Quick();
  options.threads = 1;
  const std::string one = ToCsv(Evaluate({Study("net", 1), Study("coin", 0)}, options));
  options.threads = 3;
  EXPECT_EQ(ToCsv(Evaluate({Study("net", 1), Study("coin", 0)}, options)), one);
}

TEST(Evaluate, RefusesTheSameTableTwiceAndATableOfOneClass) {
  EXPECT_THAT(ErrorOf([] {
                Evaluate({Study("net", 1), Study("net", 2)}, Quick());
              }),
              HasSubstr("Two score tables are of detector 'net' on corpus 'drawn'"));
  ScoreTable table = Study("net", 1);
  std::erase_if(table.rows, [](const ScoreRow& row) { return row.fake; });
  EXPECT_THAT(ErrorOf([&] { Evaluate({table}, Quick()); }), HasSubstr("rows are real"));
}

TEST(EstimateCsv, ReadsBackWhatWasWritten) {
  const TemporaryFolder folder;
  ScoreTable table = Study("net:a=1,b=2", 1);
  table.seen_methods = {"paste"};
  const std::string text = ToCsv(Evaluate({table}, Quick()));
  PublishFile(folder / "estimates.csv", text);
  EXPECT_EQ(ToCsv(ReadEstimateCsv(folder / "estimates.csv")), text);
  EXPECT_TRUE(text.starts_with(
      "detector,corpus,slice,metric,value,low,high,n,clusters,note,level,training\n"));
  PublishFile(folder / "bad.csv",
              "detector,corpus,slice,metric,value,low,high,n,clusters,note\na,b,all,auc,x,0,1,1,1,"
              "\n");
  EXPECT_THAT(ErrorOf([&] { ReadEstimateCsv(folder / "bad.csv"); }),
              HasSubstr("bad.csv, line 2, column 'value': 'x' is not a number."));
}

TEST(EstimateCsv, KeepsTheLevelOfTheIntervals) {
  const TemporaryFolder folder;
  EvaluateOptions options = Quick();
  options.level = .9;
  PublishFile(folder / "estimates.csv",
              ToCsv(Evaluate({Study("net", 1), Study("coin", 0)}, options)));
  for (const Estimate& row : ReadEstimateCsv(folder / "estimates.csv"))
    EXPECT_EQ(row.level, .9) << row.metric;
}

TEST(EstimateCsv, OfBeforeHolds95PercentIntervalsAndKnowsNoTraining) {
  const TemporaryFolder folder;
  const std::string columns = "detector,corpus,slice,metric,value,low,high,n,clusters,note";
  PublishFile(folder / "old.csv", columns + "\na,b,all,auc,0.7,0.6,0.8,9,3,\n");
  EXPECT_EQ(ReadEstimateCsv(folder / "old.csv").at(0).level, .95);
  EXPECT_EQ(ReadEstimateCsv(folder / "old.csv").at(0).training, "");
  PublishFile(folder / "bad.csv", columns + ",level\na,b,all,auc,0.7,0.6,0.8,9,3,,95\n");
  EXPECT_THAT(ErrorOf([&] { ReadEstimateCsv(folder / "bad.csv"); }),
              HasSubstr("bad.csv, line 2, column 'level': '95' is not between 0 and 1."));
  PublishFile(folder / "bad.csv", columns + ",training\na,b,all,auc,0.7,0.6,0.8,9,3,,no\n");
  EXPECT_THAT(ErrorOf([&] { ReadEstimateCsv(folder / "bad.csv"); }),
              HasSubstr("column 'training': 'no' is neither 'seen' nor 'unseen'."));
}

TEST(Controls, AreOneFamilyWithBonferroni) {
  const std::vector<ScoreTable> tables = {Study("net:size=3", 2), Study("coin", 0)};
  const std::vector<Estimate> family = EvaluateControls(tables, Quick());
  ASSERT_EQ(family.size(), 3u);  // both on identity, and the coin on everything
  for (const Estimate& row : family) {
    EXPECT_EQ(row.metric, "auc:interval=simultaneous");
    EXPECT_THAT(row.note, HasSubstr("one of 3 controls, Bonferroni level 0.983333"));
    EXPECT_THAT(row.note, HasSubstr("1200 replicates"));  // 10 / (.05 / 3 / 2)
  }
  EXPECT_EQ(family[0].slice, "method=identity");
  EXPECT_EQ(family[1].slice, "all");
  EXPECT_TRUE(ControlsPass(family));
  EXPECT_TRUE(ControlsPass({}));
}

TEST(Controls, FailWhereTheCorpusLeaks) {
  const std::vector<Estimate> family = EvaluateControls({Study("brightness", 2)}, Quick());
  EXPECT_FALSE(ControlsPass(family));
  EXPECT_THAT(Find(family, "all", "auc:interval=simultaneous", "brightness").note,
              HasSubstr("DOES NOT CONTAIN .5"));
}

TEST(Compare, FindsTheBetterDetectorOnTheSamePeople) {
  const auto differences =
      CompareDetectors({Study("good", 3), Study("coin", 0), Study("good too", 3, 1)}, Quick());
  ASSERT_EQ(differences.size(), 3u);
  EXPECT_EQ(differences[0].detector, "good");
  EXPECT_EQ(differences[0].other, "coin");
  EXPECT_GT(differences[0].low, 0);
  EXPECT_NEAR(differences[0].p, 2. / 101, 1e-12);  // no replicate of 100 on the other side
  EXPECT_NEAR(differences[0].p_holm, 6. / 101, 1e-12);
  EXPECT_EQ(differences[0].n, 60u);
  const std::vector<Estimate> rows = ToEstimates(differences);
  EXPECT_EQ(rows[0].metric, "auc:interval=paired,minus=coin");
  EXPECT_THAT(rows[0].note, HasSubstr("Holm over 3 differences"));
}

TEST(Compare, FindsNoDifferenceBetweenADetectorAndItsMonotoneTwin) {
  ScoreTable twin = Study("net", 1);
  twin.detector = "twin";
  for (ScoreRow& row : twin.rows) row.score = 3 * row.score + 1;
  const Difference difference = CompareDetectors({Study("net", 1), twin}, Quick()).front();
  EXPECT_EQ(difference.value, 0);
  EXPECT_EQ(difference.low, 0);
  EXPECT_EQ(difference.high, 0);
  EXPECT_EQ(difference.p, 1);
}

TEST(Compare, UsesCommonRecordsAndBorrowsIdentities) {
  ScoreTable theirs = Study("theirs", 1);
  for (ScoreRow& row : theirs.rows) row.target = row.source = "";
  theirs.rows[0].outcome = Outcome::kRefused;
  const Difference difference = CompareDetectors({theirs, Study("net", 2)}, Quick()).front();
  EXPECT_EQ(difference.n, 59u);
  EXPECT_EQ(difference.clusters, 20u);
  EXPECT_EQ(difference.note, "1 records not scored by both are left out");
}

TEST(Compare, NamesARecordWithTwoLabels) {
  ScoreTable other = Study("other", 1);
  other.rows[0].fake = true;
  EXPECT_THAT(ErrorOf([&] {
                CompareDetectors({Study("net", 1), other}, Quick());
              }),
              HasSubstr("'1000' is real in the scores of 'net' but not in those of 'other'"));
}

/// As a third party hands in scores: ids, labels and numbers, in a file that names no corpus.
ScoreTable Bare(ScoreTable table) {
  table.corpus = "";
  for (ScoreRow& row : table.rows)
    for (const TextColumn& column : kTextColumns) row.*column.field = "";
  return table;
}

TEST(Compare, IsTheSameInEitherOrderWhereOneTableKnowsNothing) {
  const ScoreTable ours = Study("net", 2), theirs = Bare(Study("theirs", 1));
  const Difference one = CompareDetectors({ours, theirs}, Quick()).at(0);
  const Difference other = CompareDetectors({theirs, ours}, Quick()).at(0);
  EXPECT_EQ(one.n, 60u) << "test rows alone, without the control's fakes";
  EXPECT_EQ(other.n, 60u);
  EXPECT_EQ(one.clusters, 20u);
  EXPECT_EQ(one.note, "");
  EXPECT_EQ(one.corpus, "drawn");
  EXPECT_EQ(other.corpus, "drawn");
  EXPECT_EQ(one.value, -other.value);
  EXPECT_EQ(one.p, other.p);
}

// 60 rows of 20 people here, of 60 clips there: numbers of the one are none of the other's.
TEST(Compare, IsRefusedWhereTheTablesDisagreeOnWhoIsShown) {
  ScoreTable theirs = Study("theirs", 1);
  for (ScoreRow& row : theirs.rows) row.target = row.source = "clip" + row.id;
  for (const auto& tables : {std::vector{Study("net", 2), theirs}, {theirs, Study("net", 2)}}) {
    const Difference difference = CompareDetectors(tables, Quick()).at(0);
    EXPECT_TRUE(std::isnan(difference.value) && std::isnan(difference.p));
    EXPECT_THAT(difference.note,
                HasSubstr("disagree on who is shown in 60 records, the first is 1000"));
  }
}

TEST(Compare, DoesNotPairTwoCorporaOfOneName) {
  ScoreTable one = Study("net", 2), other = Study("other", 1);
  one.fingerprint = "aa";
  other.fingerprint = "bb";
  const Difference difference = CompareDetectors({one, other}, Quick()).at(0);
  EXPECT_TRUE(std::isnan(difference.value) && std::isnan(difference.p));
  EXPECT_THAT(difference.note, HasSubstr("two corpora of one name"));
  other.fingerprint = "";
  EXPECT_FALSE(std::isnan(CompareDetectors({one, other}, Quick()).at(0).value));
}

TEST(CompleteTables, TakeWhatOthersKnowAndChangeNothingElse) {
  ScoreTable ours = Study("net", 2), theirs = Bare(Study("theirs", 1));
  ours.fingerprint = "aa";
  theirs.rows[0].target = "someone else";
  theirs.rows[2].fake = !theirs.rows[2].fake;
  const std::vector<ScoreTable> completed = CompleteTables({theirs, ours});
  EXPECT_EQ(completed[0].corpus, "drawn");
  EXPECT_EQ(completed[0].fingerprint, "aa");
  EXPECT_EQ(completed[0].rows[0].target, "someone else");
  EXPECT_EQ(completed[0].rows[1].target, "p0");
  EXPECT_EQ(completed[0].rows[1].method, "paste");
  EXPECT_EQ(completed[0].rows[2].target, "") << "another label: not the same record";
  ScoreTable stranger = theirs;
  for (ScoreRow& row : stranger.rows) row.id += "x";
  EXPECT_EQ(CompleteTables({stranger, ours})[0].corpus, "");
}

TEST(Evaluate, JudgesATableThatKnowsNothingOnTheTestRowsOfTheOther) {
  const auto estimates = Evaluate({Study("net", 2), Bare(Study("theirs", 1))}, Quick());
  const Estimate& theirs = Find(estimates, "all", "auc", "theirs");
  EXPECT_EQ(theirs.corpus, "drawn");
  EXPECT_EQ(theirs.n, 60u);
  EXPECT_EQ(theirs.clusters, 20u);
}

TEST(Evaluate, RefusesALevelThatIsNoProbability) {
  for (const double level : {0., 1., 95., -.5}) {
    EvaluateOptions options = Quick();
    options.level = level;
    EXPECT_THAT(ErrorOf([&] { Evaluate({Study("net", 1)}, options); }),
                HasSubstr("between 0 and 1"));
  }
}

// scipy.stats.binomtest(0, 20).proportion_ci(.95, 'exact') is (0, .1684335).
TEST(ExactBound, IsClopperAndPearsons) {
  EXPECT_NEAR(ExactBound(0, 20, .95).high, .168433471, 1e-8);
  EXPECT_NEAR(ExactBound(1, 20, .95).low, 1 - .168433471, 1e-8);
  EXPECT_EQ(ExactBound(0, 20, .95).low, 0);
  EXPECT_EQ(ExactBound(1, 20, .95).high, 1);
  EXPECT_EQ(ExactBound(0, 0, .95).high, 1);
}

// binom.test(5, 100) and binom.test(1, 10) of R.
TEST(ExactInterval, IsClopperAndPearsonsOfWhatTellsSomethingOfItsOwn) {
  EXPECT_NEAR(ExactInterval(5, 100, 100, .95).low, .01643188, 1e-8);
  EXPECT_NEAR(ExactInterval(5, 100, 100, .95).high, .11283491, 1e-8);
  const Interval ten_people = ExactInterval(10, 100, 10, .95);
  EXPECT_NEAR(ten_people.low, .002528579, 1e-8);
  EXPECT_NEAR(ten_people.high, .445016117, 1e-8);
  EXPECT_EQ(ExactInterval(0, 20, 20, .95).low, 0);
  EXPECT_NEAR(ExactInterval(0, 20, 20, .95).high, ExactBound(0, 20, .95).high, 1e-12);
  EXPECT_NEAR(ExactInterval(7, 7, 7, .95).low, ExactBound(1, 7, .95).low, 1e-12);
  EXPECT_EQ(ExactInterval(7, 7, 7, .95).high, 1);
  EXPECT_EQ(ExactInterval(0, 0, 0, .95).high, 1);
}

TEST(ExactBound, CountsGroupsThatShareNobody) {
  ScoreTable table = TableOf({{0, false}, {1, false}, {2, true}, {3, true}, {4, true}});
  const char* people[5][2] = {{"a", ""}, {"a", ""}, {"b", "c"}, {"c", "d"}, {"d", "e"}};
  for (size_t i = 0; i < 5; ++i) {
    table.rows[i].target = people[i][0];
    table.rows[i].source = people[i][1];
  }
  const Ranking ranking = Rank(table);
  const Units units = FindUnits(table, ranking);
  EXPECT_EQ(CountDisjoint(ranking, units, Judges::kReals), 1u);
  EXPECT_EQ(CountDisjoint(ranking, units, Judges::kFakes), 2u) << "b-c and d-e";
  EXPECT_EQ(CountDisjoint(ranking, units, Judges::kBoth), 1u);
}

// Each of 20 people has a real and two self-blends that no score confuses.
TEST(Evaluate, DoesNotTakeTheAbsenceOfErrorsForCertainty) {
  const auto estimates = Evaluate({Study("net", 1000)}, Quick());
  const Estimate& alarms = Find(estimates, "all", "false_alarm_rate");
  EXPECT_EQ(alarms.value, 0);
  EXPECT_EQ(alarms.low, 0);
  EXPECT_NEAR(alarms.high, .1684335, 1e-6);
  EXPECT_THAT(alarms.note, HasSubstr("exact bound over 20 people"));
  const Estimate& auc = Find(estimates, "all", "auc");
  EXPECT_EQ(auc.value, 1);
  EXPECT_NEAR(auc.low, std::pow(.025, 1. / 10), 1e-12) << "ten pairs of two people each";
  EXPECT_EQ(auc.high, 1);
  const Estimate& ppv = Find(estimates, "all", "ppv:prevalence=0.01");
  EXPECT_EQ(ppv.value, 1);
  EXPECT_TRUE(std::isnan(ppv.low) && std::isnan(ppv.high));
}

TEST(Holm, IsTheTextbookExample) {
  // p = .01 .04 .03 .005: 4*.005, 3*.01, 2*.03, then .04 is lifted to .06.
  EXPECT_THAT(HolmAdjust({.01, .04, .03, .005}),
              ElementsAre(::testing::DoubleEq(.03), ::testing::DoubleEq(.06),
                          ::testing::DoubleEq(.06), ::testing::DoubleEq(.02)));
  EXPECT_THAT(HolmAdjust({.9, .8}), ElementsAre(1, 1));
}

}  // namespace
}  // namespace swapbench
