// SPDX-License-Identifier: Apache-2.0
/// The page in headless Chromium, where it is installed.
#include "browser.h"
#include "core/file.h"
#include "report/fixture.h"
#include "report/page.h"
#include "support.h"

namespace swapbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Browser, DrawsEveryChartWithoutAWordOnTheConsoleOrARequest) {
  if (!HasBrowser()) GTEST_SKIP() << "chromium is not installed";
  const TemporaryFolder folder;
  WriteReport(Invented(), folder / "report.html");
  const BrowserRun run = Open(folder, folder / "report.html");
  EXPECT_THAT(run.log, Not(HasSubstr("CONSOLE"))) << run.log;
  const size_t charts = CountOf(ReportHtml(Invented()), "<script type=\"application/json\"");
  EXPECT_EQ(charts, 8u);  // accuracy, methods, controls, four frequencies, latency
  const std::string visible = WithoutScripts(run.dom);
  EXPECT_EQ(CountOf(visible, "<svg"), charts);
  EXPECT_EQ(CountOf(visible, "could not be drawn"), 0u);
  EXPECT_EQ(RequestsOfThePage(run), 0u);
}

TEST(Browser, WouldNoticeARequestAndAConsoleError) {
  if (!HasBrowser()) GTEST_SKIP() << "chromium is not installed";
  const TemporaryFolder folder;
  PublishFile(
      folder / "bad.html",
      "<!DOCTYPE html><img src=\"http://127.0.0.1:9/x.png\"><script>console.error(1)</script>");
  const BrowserRun run = Open(folder, folder / "bad.html");
  EXPECT_THAT(run.log, HasSubstr("CONSOLE"));
  EXPECT_GT(CountOf(run.requests, "127.0.0.1:9/x.png"), 0u);
  EXPECT_GT(RequestsOfThePage(run), 0u);
}

}  // namespace
}  // namespace swapbench
