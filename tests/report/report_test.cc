// SPDX-License-Identifier: Apache-2.0
#include "report/report.h"

#include <algorithm>

#include "core/file.h"
#include "core/text.h"
#include "report/fixture.h"
#include "report/page.h"
#include "report/tables.h"
#include "support.h"

namespace swapbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Report, IsWellFormed) {
  EXPECT_EQ(FirstUnbalancedTag(WithoutScripts(ReportHtml(Invented()))), "");
}

TEST(Report, IsTheSameForTheSameInput) {
  EXPECT_EQ(ReportHtml(Invented()), ReportHtml(Invented()));
}

TEST(Report, ShowsTheNumbersOfTheTableObjects) {
  const ReportInput input = Invented();
  const std::string html = ReportHtml(input);
  const report::Results results(input);
  for (const report::Table& table :
       {report::AccuracyTable(results, "invented"),
        report::SliceTable(results, "invented", "method"), report::ControlTable(results),
        report::FrequencyTable(results, "invented"), report::PrevalenceTable(results, "invented"),
        report::FalseAlarmTable(results, "invented"), report::LatencyTable(results),
        report::LatencyDetailTable(results)}) {
    std::vector<report::Row> rows = table.rows;  // on the page the controls come last
    std::stable_partition(rows.begin(), rows.end(),
                          [](const report::Row& row) { return !row.control; });
    std::vector<report::Cell> cells;
    for (const report::Row& row : rows)
      std::ranges::copy_if(row.cells, std::back_inserter(cells), [](const report::Cell& cell) {
        return cell.kind != report::Cell::Kind::kText;
      });
    const std::vector<PageCell> shown = NumericCells(html, table.name);
    ASSERT_EQ(shown.size(), cells.size()) << table.name;
    for (size_t i = 0; i < cells.size(); ++i) {
      EXPECT_EQ(shown[i].data_value, ToText(cells[i].value)) << table.name;
      EXPECT_EQ(shown[i].value, report::ValueText(cells[i])) << table.name;
      EXPECT_EQ(shown[i].interval, report::IntervalText(cells[i])) << table.name;
    }
  }
}

TEST(Report, TakesItsAccuracyFromTheEstimates) {
  const std::vector<PageCell> cells = NumericCells(ReportHtml(Invented()), "accuracy");
  ASSERT_FALSE(cells.empty());
  EXPECT_EQ(cells[0].data_value, ToText((.962 + .871) / 2));
  EXPECT_EQ(cells[0].value, "0.92");
  EXPECT_EQ(cells[0].interval, "0.88–0.95");
}

TEST(Report, PrintsTheLevelOfTheEstimates) {
  ReportInput input = Invented();
  for (Estimate& row : input.estimates) row.level = .9;
  const std::string page = WithoutScripts(ReportHtml(input));
  EXPECT_THAT(page, Not(HasSubstr("95 %")));
  for (const char* text :
       {"Ranges in parentheses are 90 % intervals.", "Accuracy of each detector, with 90 % ",
        "Each method, with 90 % ", "together cover with 90 %", "Vertical lines: 90 % ",
        "Intervals are 90 % percentile intervals"})
    EXPECT_THAT(page, HasSubstr(text));
  const TemporaryFolder folder;
  WriteReport(input, folder / "report.html");
  EXPECT_THAT(ReadFile(folder.path() / "tables" / "accuracy.tex"),
              HasSubstr("with 90 \\% intervals"));
  EXPECT_THAT(ReadFile(folder.path() / "tables" / "verdict.tex"),
              HasSubstr("Ranges in parentheses are 90 \\% intervals."));
}

TEST(Report, MarksTheLevelOfEachIntervalWhereThereAreSeveral) {
  ReportInput input = Invented();
  for (Estimate& row : input.estimates)
    if (row.detector == kMeso) row.level = .9;
  const report::Results results(input);
  const report::Table table = report::AccuracyTable(results, "invented");
  EXPECT_THAT(table.caption, HasSubstr("with 90 % and 95 % intervals"));
  EXPECT_THAT(table.rows[0].cells[1].notes, ElementsAre("95 % interval"));
  EXPECT_THAT(table.rows[1].cells[1].notes, ElementsAre("90 % interval"));
  EXPECT_THAT(ReportHtml(input), HasSubstr("Ranges in parentheses are 90 % and 95 % intervals; the "
                                           "tables say which."));
}

TEST(Report, KeepsTheIdentityControlOutOfTheMethods) {
  const ReportInput input = Invented();
  const report::Results results(input);
  for (const report::Row& row : report::SliceTable(results, "invented", "method").rows)
    EXPECT_NE(row.cells[0].text, "identity");
}

TEST(Report, TellsMethodsSeenInTrainingFromUnseenOnes) {
  ReportInput input = Invented();
  const auto titles = [&] {
    std::vector<std::string> found;
    for (const report::Column& column :
         report::SliceTable(report::Results(input), "invented", "method").columns)
      found.push_back(column.title);
    return found;
  };
  EXPECT_THAT(titles(), Not(testing::Contains("In training"))) << "nobody knows";
  for (Estimate& row : input.estimates)
    if (row.detector == kMeso && row.slice == "method=paste") row.training = "unseen";
  EXPECT_EQ(titles().at(2), "In training");
  const report::Results results(input);
  for (const report::Row& row : report::SliceTable(results, "invented", "method").rows)
    EXPECT_EQ(
        row.cells[2].text,
        row.cells[0].text == "paste" && row.cells[1].text == results.Name(kMeso) ? "unseen" : "");
}

TEST(Report, AsksForNothingFromOutside) {
  const std::string html = ReportHtml(Invented());
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  EXPECT_THAT(html, Not(HasSubstr("sourceMappingURL")));
  const std::string visible = WithoutScripts(html);
  for (const char* reference : {"src=", "href=\"http", "url(", "@import", "preconnect"})
    EXPECT_THAT(visible, Not(HasSubstr(reference)));
}

TEST(Report, EscapesHostileNames) {
  ReportInput input = Invented();
  const std::string hostile = "</script><script>alert(1)</script>\"'&\xff";
  for (Estimate& row : input.estimates)
    if (row.detector == "spectrum:size=64") row.detector = hostile;
  for (Estimate& row : input.estimates)
    if (row.slice == "method=paste") row.slice = "method=<b onclick=\"x\">";
  input.title = hostile;
  input.facts.push_back({ReportFact::Topic::kRecipe, hostile, hostile + "\n" + hostile});
  const std::string html = ReportHtml(input);
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(html, Not(HasSubstr("<b onclick")));
  EXPECT_EQ(FirstUnbalancedTag(WithoutScripts(html)), "");
}

TEST(Report, PrintsUndefinedCellsAsDashesWithTheirReason) {
  ReportInput input = Invented();
  for (Estimate& row : input.estimates)
    if (row.detector == kMeso && row.slice == "all") {
      row.value = row.low = row.high = kNaN;
      row.note = "one class only";
    }
  const std::string html = ReportHtml(input);
  EXPECT_THAT(html, HasSubstr("one class only"));
  EXPECT_THAT(html, HasSubstr("meso4 cannot be judged."));
  for (const PageCell& cell : NumericCells(html, "accuracy"))
    EXPECT_EQ(cell.data_value == "nan", cell.value == "–");
}

TEST(Report, StandsWithoutLatency) {
  ReportInput input = Invented();
  input.latency.clear();
  const std::string html = ReportHtml(input);
  EXPECT_THAT(html, Not(HasSubstr("id=\"latency\"")));
  EXPECT_EQ(FirstUnbalancedTag(WithoutScripts(html)), "");
}

TEST(Report, StandsWithLatencyAlone) {
  ReportInput input = Invented();
  input.estimates.clear();
  const std::string html = ReportHtml(input);
  EXPECT_THAT(html, HasSubstr("No accuracy was measured; this page shows times only."));
  EXPECT_EQ(FirstUnbalancedTag(WithoutScripts(html)), "");
}

TEST(Report, StandsWithOneDetectorAndNoFacts) {
  ReportInput input = Invented();
  std::erase_if(input.estimates, [](const Estimate& row) { return row.detector != kResnet; });
  input.facts.clear();
  input.scores.clear();
  const std::string html = ReportHtml(input);
  EXPECT_THAT(html, HasSubstr("against .5 (no chance detector was scored)"));
  EXPECT_THAT(html, HasSubstr("Seeds: not given to this report."));
  EXPECT_THAT(html, HasSubstr("refused pictures cannot be counted"));
  EXPECT_EQ(FirstUnbalancedTag(WithoutScripts(html)), "");
}

TEST(Report, RefusesToReportNothing) {
  EXPECT_EQ(ErrorOf([] { ReportHtml({}); }),
            "There is nothing to report: neither estimates nor latency rows were given.");
}

TEST(Report, GivesNoTimeToARowThatFailedParity) {
  const std::vector<PageCell> cells = NumericCells(ReportHtml(Invented()), "latency");
  ASSERT_GE(cells.size(), 7 * 7u);  // seven numeric columns; the seventh row failed
  for (size_t i = 6 * 7; i < 6 * 7 + 4; ++i) EXPECT_EQ(cells[i].value, "–");
  EXPECT_THAT(ReportHtml(Invented()), HasSubstr("FAILED PARITY"));
}

TEST(Report, WritesEveryTableBesideThePage) {
  const TemporaryFolder folder;
  WriteReport(Invented(), folder / "report.html");
  EXPECT_EQ(ReadFile(folder / "report.html"), ReportHtml(Invented()));
  for (const char* name : {"accuracy", "by_method", "controls", "frequencies", "prevalence",
                           "false_alarms", "latency", "latency_detail", "refusals"}) {
    EXPECT_THAT(ReadFile(folder.path() / "tables" / (std::string(name) + ".csv")), HasSubstr(","));
    EXPECT_THAT(ReadFile(folder.path() / "tables" / (std::string(name) + ".tex")),
                HasSubstr("\\toprule"));
    EXPECT_THAT(ReadFile(folder.path() / "tables" / "tables.tex"),
                HasSubstr(std::string(name) + ".tex"));
  }
  EXPECT_THAT(ReadFile(folder.path() / "tables" / "numbers.tex"),
              HasSubstr("\\SwapBenchDefine{accuracy/coin/auc}{0.50 (0.46--0.53)}"));
}

TEST(Report, NamesThePathItCannotWrite) {
  const TemporaryFolder folder;
  PublishFile(folder / "file", "x");
  EXPECT_THAT(ErrorOf([&] { WriteReport(Invented(), folder.path() / "file" / "report.html"); }),
              HasSubstr("file"));
  std::filesystem::create_directories(folder / "page/report.html");
  EXPECT_THAT(ErrorOf([&] { WriteReport(Invented(), folder / "page/report.html"); }),
              HasSubstr("it is a folder"));
  EXPECT_FALSE(std::filesystem::exists(folder / "page/tables")) << "nothing half-written is left";
}

}  // namespace
}  // namespace swapbench
