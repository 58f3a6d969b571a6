// SPDX-License-Identifier: Apache-2.0
/// How the page shows trainings.
#include "browser.h"
#include "core/file.h"
#include "report/fixture.h"
#include "report/tables.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
using testing::Not;

ReportInput WithTrainings() {
  ReportInput input = Invented();
  input.trainings = {{"small_resnet", {.7, .5, .3, .2}, {.69, .5, .41, .45}, {.52, .8, .91, .9}, 2},
                     {"meso4", {.69, .66, .64}, {.69, .68, .67}, {.5, .55, .6}, 2},
                     {"painter", {.3, .2}, {.31, .25}, {kNaN, kNaN}, 1}};
  return input;
}

TEST(TrainingSection, StandsWhereNetworksWereTrained) {
  EXPECT_THAT(ReportHtml(Invented()), Not(HasSubstr("id=\"training\"")));
  const std::string page = ReportHtml(WithTrainings());
  EXPECT_THAT(page, HasSubstr("<section id=\"training\">"));
  EXPECT_THAT(page, HasSubstr("data-chart=\"chart_training_loss\""));
  EXPECT_THAT(page, HasSubstr("{\"label\":\"meso4\",\"kind\":\"detector\",\"of\":\"validation\","
                              "\"epoch\":3,\"value\":0.67"));
}

TEST(TrainingSection, ATableSaysWhichEpochWasKept) {
  const ReportInput input = WithTrainings();
  const report::Results results(input);
  const report::Table table = report::TrainingTable(results);
  EXPECT_THAT(ToCsv(table), HasSubstr("small_resnet,4,3,0.3,0.41,0.91,"));
  EXPECT_THAT(ToCsv(table), HasSubstr("painter,2,2,0.2,0.25,,draws pictures"));
}

TEST(TrainingSection, NetworksThatOnlyDrawHaveNoAucToShow) {
  ReportInput input = WithTrainings();
  input.trainings.erase(input.trainings.begin(), input.trainings.begin() + 2);
  EXPECT_THAT(ReportHtml(input), Not(HasSubstr("chart_training_auc")));
}

TEST(TrainingSection, IsDrawnWithoutAWordOnTheConsole) {
  if (!HasBrowser()) GTEST_SKIP() << "chromium is not installed";
  const TemporaryFolder folder;
  WriteReport(WithTrainings(), folder / "report.html");
  const BrowserRun run = Open(folder, folder / "report.html");
  EXPECT_THAT(run.log, Not(HasSubstr("CONSOLE"))) << run.log;
  const std::string visible = WithoutScripts(run.dom);
  EXPECT_EQ(CountOf(visible, "<svg"), 10u);
  EXPECT_EQ(CountOf(visible, "could not be drawn"), 0u);
}

}  // namespace
}  // namespace swapbench
