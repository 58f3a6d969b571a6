// SPDX-License-Identifier: Apache-2.0
/// The page in headless Chromium, where it is installed.
#include <sys/wait.h>

#include <cstdio>

#include "core/file.h"
#include "report/fixture.h"
#include "report/page.h"
#include "support.h"

namespace swapbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kChromium = "/usr/bin/chromium";

struct BrowserRun {
  std::string dom, log, requests;
};

BrowserRun Open(const TemporaryFolder& folder, const std::filesystem::path& page) {
  const std::string at = folder.path().string();
  const std::string command =
      "timeout 60 " + std::string(kChromium) +
      " --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
      "--disable-background-networking --disable-component-update --disable-sync "
      "--enable-logging=stderr --v=0 --virtual-time-budget=8000 --user-data-dir=" +
      at + "/profile --log-net-log=" + at + "/net.json --dump-dom file://" + page.string() + " > " +
      at + "/dom.html 2> " + at + "/log.txt";
  const int status = std::system(command.c_str());
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << ReadFile(folder / "log.txt");
  return {ReadFile(folder / "dom.html"), ReadFile(folder / "log.txt"),
          ReadFile(folder / "net.json")};
}

size_t CountOf(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Browser, DrawsEveryChartWithoutAWordOnTheConsoleOrARequest) {
  if (!std::filesystem::exists(kChromium)) GTEST_SKIP() << "chromium is not installed";
  const TemporaryFolder folder;
  WriteReport(Invented(), folder / "report.html");
  const BrowserRun run = Open(folder, folder / "report.html");
  EXPECT_THAT(run.log, Not(HasSubstr("CONSOLE"))) << run.log;
  const size_t charts = CountOf(ReportHtml(Invented()), "<script type=\"application/json\"");
  EXPECT_EQ(charts, 8u);  // accuracy, methods, controls, four frequencies, latency
  const std::string visible = WithoutScripts(run.dom);
  EXPECT_EQ(CountOf(visible, "<svg"), charts);
  EXPECT_EQ(CountOf(visible, "could not be drawn"), 0u);
  // In the net log a page from a file has the origin "null"; the browser's own requests have none.
  EXPECT_GT(CountOf(run.requests, "\"events\""), 0u);
  EXPECT_EQ(CountOf(run.requests, "\"initiator\":\"null\""), 0u);
}

TEST(Browser, WouldNoticeARequestAndAConsoleError) {
  if (!std::filesystem::exists(kChromium)) GTEST_SKIP() << "chromium is not installed";
  const TemporaryFolder folder;
  PublishFile(
      folder / "bad.html",
      "<!DOCTYPE html><img src=\"http://127.0.0.1:9/x.png\"><script>console.error(1)</script>");
  const BrowserRun run = Open(folder, folder / "bad.html");
  EXPECT_THAT(run.log, HasSubstr("CONSOLE"));
  EXPECT_GT(CountOf(run.requests, "127.0.0.1:9/x.png"), 0u);
  EXPECT_GT(CountOf(run.requests, "\"initiator\":\"null\""), 0u);
}

}  // namespace
}  // namespace swapbench
