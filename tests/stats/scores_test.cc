// SPDX-License-Identifier: Apache-2.0
#include "stats/scores.h"

#include <cmath>

#include "core/file.h"
#include "support.h"

namespace swapbench {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;

ScoreRow Row(const std::string& id, bool fake, double score) {
  ScoreRow row;
  row.id = id;
  row.fake = fake;
  row.score = score;
  return row;
}

class ScoreCsv : public ::testing::Test {
 protected:
  ScoreTable Read(const std::string& text) const {
    PublishFile(folder_ / "theirs.csv", text);
    return ReadScoreCsv(folder_ / "theirs.csv");
  }
  std::string Complaint(const std::string& text) const {
    const std::string error = ErrorOf([&] { Read(text); });
    const std::string path = (folder_ / "theirs.csv").string();
    EXPECT_TRUE(error.starts_with(path)) << error;
    return error.substr(std::min(error.size(), path.size()));
  }
  TemporaryFolder folder_;
};

TEST_F(ScoreCsv, OfAThirdPartyNeedsThreeColumns) {
  const ScoreTable table = Read("id,label,score\nx/1,real,-.5\nx/2,fake,1e3\n");
  EXPECT_EQ(table.detector, "theirs");
  EXPECT_EQ(table.corpus, "");
  EXPECT_TRUE(std::isnan(table.threshold));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].id, "x/1");
  EXPECT_FALSE(table.rows[0].fake);
  EXPECT_EQ(table.rows[0].score, -.5);
  EXPECT_EQ(table.rows[0].outcome, Outcome::kScored);
  EXPECT_TRUE(table.rows[1].fake);
  EXPECT_EQ(table.rows[1].score, 1000);
}

TEST_F(ScoreCsv, MayHaveAByteOrderMarkCrLfQuotesAndBlankLines) {
  const ScoreTable table =
      Read("\xEF\xBB\xBFscore,\"id\",label,clip\r\n1,\"a,\"\"b\"\"\r\nc\",fake,\r\n\r\n2,d,real,k");
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].id, "a,\"b\"\r\nc");
  EXPECT_EQ(table.rows[1].clip, "k");
}

TEST_F(ScoreCsv, KeepsFurtherColumnsAsAttributes) {
  const ScoreTable table = Read("id,label,score,tone\n1,real,0,dark\n2,fake,1,\n");
  EXPECT_EQ(table.rows[0].attributes.at("tone"), "dark");
  EXPECT_EQ(table.rows[1].attributes.at("tone"), "");
}

TEST_F(ScoreCsv, NeedsNoScoreOfARefusedRecord) {
  const ScoreTable table =
      Read("id,label,score,outcome\n1,real,,no_face\n2,fake,nan,refused\n3,fake,1,scored\n");
  EXPECT_EQ(table.rows[0].outcome, Outcome::kNoFace);
  EXPECT_TRUE(std::isnan(table.rows[0].score));
  EXPECT_EQ(table.rows[1].outcome, Outcome::kRefused);
}

TEST_F(ScoreCsv, ReadsBackWhatWasWritten) {
  ScoreTable table;
  table.detector = "network:backend=[torch:threads=1],model=runs/a b";
  table.corpus = "people, \"drawn\"";
  table.fingerprint = "abc";
  table.threshold = .1 + .2;
  table.seen_methods = {"paste", "poisson"};
  ScoreRow real = Row("p/1", false, 1. / 3);
  real.split = "test";
  real.dataset = "p";
  real.clip = "c";
  real.target = "t";
  real.attributes["tone"] = "4";
  ScoreRow fake = Row("p/2", true, -1e-300);
  fake.source = "s";
  fake.method = "paste";
  fake.twin = "p/1";
  ScoreRow refused = Row("p/3", true, std::nan(""));
  refused.outcome = Outcome::kRefused;
  table.rows = {real, fake, refused};
  const std::string text = ToCsv(table);
  const ScoreTable again = Read(text);
  EXPECT_EQ(ToCsv(again), text);
  EXPECT_EQ(again.detector, table.detector);
  EXPECT_EQ(again.corpus, table.corpus);
  EXPECT_EQ(again.fingerprint, "abc");
  EXPECT_EQ(again.threshold, table.threshold);
  EXPECT_EQ(again.seen_methods, table.seen_methods);
  EXPECT_EQ(again.rows[0].score, real.score);
  EXPECT_EQ(again.rows[0].target, "t");
  EXPECT_EQ(again.rows[1].score, fake.score);
  EXPECT_EQ(again.rows[1].twin, "p/1");
  EXPECT_TRUE(
      text.starts_with("id,label,score,outcome,split,dataset,clip,target,source,method,"
                       "twin,tone,detector"));
}

TEST_F(ScoreCsv, NamesAMissingColumn) {
  EXPECT_EQ(Complaint("id,label\n1,real\n"),
            ": the column 'score' is missing; the header names id, label.");
}

TEST_F(ScoreCsv, NamesLineAndColumnOfABadScore) {
  EXPECT_EQ(Complaint("id,label,score\n1,real,0\n2,fake,high\n"),
            ", line 3, column 'score': 'high' is not a number.");
  for (const char* score : {"nan", "inf", "-inf"})
    EXPECT_THAT(Complaint(Concat("id,label,score\n1,real,", score, "\n2,fake,1\n")),
                AllOf(HasSubstr(", line 2, column 'score': '"), HasSubstr("not a finite number")));
  EXPECT_THAT(Complaint("id,label,score\n1,real,\n2,fake,1\n"), HasSubstr("'' is not a number"));
}

TEST_F(ScoreCsv, NamesLineAndColumnOfABadLabelOutcomeOrId) {
  EXPECT_EQ(Complaint("id,label,score\n1,0,0\n"),
            ", line 2, column 'label': '0' is neither 'real' nor 'fake'.");
  EXPECT_THAT(Complaint("id,label,score,outcome\n1,real,0,fine\n"),
              HasSubstr(", line 2, column 'outcome': 'fine' is none of"));
  EXPECT_EQ(Complaint("id,label,score\n,real,0\n"), ", line 2, column 'id': the id is empty.");
}

TEST_F(ScoreCsv, NamesBothLinesOfARepeatedId) {
  EXPECT_EQ(Complaint("id,label,score\n1,real,0\n2,fake,0\n1,real,3\n"),
            ", line 4, column 'id': the id '1' is also in line 2.");
}

TEST_F(ScoreCsv, NeedsRowsOfBothClasses) {
  EXPECT_EQ(Complaint("id,label,score\n"), ": the score table has no rows.");
  EXPECT_THAT(Complaint("id,label,score\n1,real,0\n2,real,1\n"), HasSubstr("all 2 rows are real"));
  EXPECT_THAT(Complaint("id,label,score\n1,fake,0\n"), HasSubstr("all 1 rows are fake"));
}

TEST_F(ScoreCsv, HoldsOneDetector) {
  EXPECT_THAT(Complaint("id,label,score,detector\n1,real,0,a\n2,fake,0,b\n"),
              HasSubstr(", line 3, column 'detector': 'b' differs from 'a' above"));
}

TEST_F(ScoreCsv, NamesTheLineOfABrokenRecord) {
  EXPECT_EQ(Complaint(""), ": there is no header line; the first line must name the columns.");
  EXPECT_EQ(Complaint("id,label,score\n1,real\n"),
            ", line 2: 2 fields, but the header names 3 columns.");
  EXPECT_EQ(Complaint("id,label,score\n\"1\n\n,real,0\n"),
            ", line 2: a quote is opened and never closed.");
  EXPECT_EQ(Complaint("id,label,score\n\"1\"x,real,0\n"),
            ", line 2: text follows a closing quote.");
  EXPECT_THAT(Complaint("id,label,score\n1\"x,real,0\n"),
              HasSubstr(", line 2: a quote stands inside a field"));
  EXPECT_EQ(Complaint("id,id,score\n"), ", line 1: two columns are named 'id'.");
  EXPECT_EQ(Complaint("id,,score\n"), ", line 1: column 2 has no name.");
}

TEST_F(ScoreCsv, CountsLinesAcrossQuotedLineBreaks) {
  EXPECT_THAT(Complaint("id,label,score\n\"a\nb\",real,0\nc,fake,bad\n"),
              HasSubstr(", line 4, column 'score'"));
}

TEST(ScoreFile, ThatIsMissingIsNamed) {
  EXPECT_THAT(ErrorOf([] { ReadScoreCsv("/nowhere/scores.csv"); }),
              HasSubstr("/nowhere/scores.csv"));
}

TEST(CheckScores, RefusesAScoredRowWithoutAScore) {
  ScoreTable table;
  table.rows = {Row("a", false, std::nan("")), Row("b", true, 0)};
  EXPECT_THAT(ErrorOf([&] { CheckScores(table, "here"); }), HasSubstr("here: the score of 'a'"));
  table.rows[0].score = 0;
  EXPECT_NO_THROW(CheckScores(table, "here"));
  table.rows[0].id = "b";
  EXPECT_THAT(ErrorOf([&] { CheckScores(table, "here"); }), EndsWith("'b' occurs twice."));
}

}  // namespace
}  // namespace swapbench
