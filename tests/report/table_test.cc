// SPDX-License-Identifier: Apache-2.0
#include "report/table.h"

#include <algorithm>

#include "report/fixture.h"
#include "report/html.h"
#include "report/latex.h"
#include "report/page.h"
#include "report/tables.h"
#include "support.h"

namespace swapbench::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Table Small() {
  return {"small",
          "A small table",
          {{"detector", "Detector", false}, {"auc", "AUC"}, {"n", "Pictures"}},
          {{{Text("a_1"), Interval(.871, .824, .913, "shared; own"), Count(1200)}},
           {{Text("b"), Interval(kNaN, kNaN, kNaN, "shared; one class"), Count(7)}, true}}};
}

TEST(Table, GivesCsvExactNumbersAndEmptyCellsForNaN) {
  EXPECT_EQ(ToCsv(Small()),
            "detector,auc,auc_low,auc_high,auc_note,n,is_control\n"
            "a_1,0.871,0.824,0.913,shared; own,1200,0\n"
            "b,,,,shared; one class,7,1\n");
}

TEST(Table, QuotesCsvWhereItMust) {
  Table table = Small();
  table.rows[0].cells[0] = Text("a, \"b\"");
  EXPECT_THAT(ToCsv(table), HasSubstr("\"a, \"\"b\"\"\",0.871"));
}

TEST(Table, MarksAtTheHeadWhatHoldsForTheWholeColumn) {
  const Table table = Small();
  EXPECT_THAT(Footnotes(table), ElementsAre("shared", "own", "one class"));
  EXPECT_EQ(HeadMarkers(table, 1), "a");
  EXPECT_EQ(CellMarkers(table, table.rows[0], 1), "b");
  EXPECT_EQ(CellMarkers(table, table.rows[1], 1), "c");
  EXPECT_EQ(Marker(25), "z");
  EXPECT_EQ(Marker(26), "aa");
}

TEST(Table, PrintsNaNAsADashWithItsReason) {
  const std::string html = ToHtml(Small());
  EXPECT_THAT(html, HasSubstr("<span class=\"value\">–</span><sup>c</sup>"));
  EXPECT_THAT(html, HasSubstr("<sup>c</sup> one class"));
  EXPECT_THAT(html, Not(HasSubstr(">nan<")));
}

TEST(Table, SetsControlsApartInHtmlAndLatex) {
  const std::string html = ToHtml(Small()), latex = ToLatex(Small());
  EXPECT_GT(html.find("\"value\">b<"), html.find("<tbody class=\"controls\">"));
  EXPECT_LT(html.find("\"value\">a_1<"), html.find("<tbody class=\"controls\">"));
  EXPECT_GT(latex.find("\nb &"), latex.find("{\\itshape Controls}"));
}

TEST(Table, WritesLatexRowsWithOneCellAColumn) {
  const std::string latex = ToLatex(Small());
  EXPECT_THAT(latex, HasSubstr("\\begin{tabular}{lrr}"));
  EXPECT_THAT(latex, HasSubstr("a\\_1 & 0.87\\textsuperscript{b} "
                               "{\\footnotesize(0.82--0.91)} & 1,200 \\\\\n"));
  EXPECT_EQ(std::ranges::count(latex, '{'), std::ranges::count(latex, '}'));
}

TEST(Table, TurnsAWideTableAndStacksItsIntervalsInLatex) {
  Table wide = Small();
  EXPECT_THAT(ToLatex(wide), Not(HasSubstr("sideways")));
  for (int i = 0; i < 5; ++i) {
    wide.columns.push_back({"more", "One more", true});
    for (Row& row : wide.rows) row.cells.push_back(Interval(.5, .4, .6));
  }
  const std::string latex = ToLatex(wide);
  EXPECT_THAT(latex, HasSubstr("\\begin{sidewaystable}"));
  EXPECT_THAT(latex, HasSubstr("\\end{sidewaystable}"));
  EXPECT_THAT(latex, HasSubstr("\\shortstack[r]{0.50\\\\ {\\footnotesize(0.40--0.60)}}"));
  EXPECT_EQ(std::ranges::count(latex, '{'), std::ranges::count(latex, '}'));
}

TEST(Latex, EscapesEveryActiveCharacter) {
  EXPECT_EQ(EscapeLatex("50 % of $x_1^2 & #3 {~} \\ <a> –"),
            "50 \\% of \\$x\\_1\\textasciicircum{}2 \\& \\#3 \\{\\textasciitilde{}\\} "
            "\\textbackslash{} \\textless{}a\\textgreater{} --");
  EXPECT_EQ(EscapeLatex("a\nb\x01"), "a b ");
}

TEST(Latex, DefinesAMacroForEveryNumber) {
  const std::string macros = NumberMacros({Small()});
  EXPECT_THAT(macros, HasSubstr("\\SwapBenchDefine{small/a_1/auc}{0.87 (0.82--0.91)}"));
  EXPECT_THAT(macros, HasSubstr("\\SwapBenchDefine{small/a_1/n}{1,200}"));
  EXPECT_EQ(MacroKey("a{\\b}%#~c"), "abc");
}

TEST(Html, EscapesMarkupQuotesControlsAndBrokenBytes) {
  EXPECT_EQ(EscapeHtml("<script>alert('1' & \"2\")</script>"),
            "&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;");
  EXPECT_EQ(EscapeHtml("a\x01"), "a ");
  EXPECT_EQ(EscapeHtml("\xff\xc3\xa4\xed\xa0\x80"),
            "\xEF\xBF\xBDä\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(ComparisonTable, HoldsThePairedDifferencesAndKeepsThemOutOfTheAccuracyTable) {
  ReportInput input = Invented();
  const size_t columns = report::AccuracyTable(report::Results(input), "invented").columns.size();
  AddRow(
      input, kResnet, "all", "auc:interval=paired,minus=[" + kMeso + "]", .08, .03, 1200,
      "paired identity bootstrap: p = 0.004, Holm over 3 differences: 0.012; 5 records not scored "
      "by both are left out");
  const report::Results results(input);
  const report::Table table = report::ComparisonTable(results, "invented");
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0].cells[0].text, "small_resnet");
  EXPECT_EQ(table.rows[0].cells[1].text, "meso4");
  EXPECT_EQ(table.rows[0].cells[2].value, .08);
  EXPECT_EQ(table.rows[0].cells[3].value, .012);
  EXPECT_EQ(report::AccuracyTable(results, "invented").columns.size(), columns);
}

}  // namespace
}  // namespace swapbench::report
