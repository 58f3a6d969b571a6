// SPDX-License-Identifier: Apache-2.0
#include "core/progress.h"

#include "core/log.h"
#include "core/parallel.h"
#include "support.h"

namespace swapbench {
namespace {

TEST(Progress, EndsWithTotalsAndTheNote) {
  testing::internal::CaptureStderr();
  {
    Progress progress("drawing", "faces", 20);
    ParallelFor(20, 4, [&](size_t) { progress.Advance(); });
    progress.SetNote("loss .412");
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_THAT(text, testing::StartsWith("drawing 20/20 faces, "));
  EXPECT_THAT(text, testing::HasSubstr("took 0 s"));
  EXPECT_THAT(text, testing::EndsWith(", loss .412\n"));
}

TEST(Progress, AwayFromATerminalAShortJobIsOnePlainLine) {
  testing::internal::CaptureStderr();
  {
    Progress progress("reading", "records", 1000);
    for (int i = 0; i < 500; ++i) progress.Advance(2);
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("\r")));
}

TEST(Log, QuietKeepsWarningsOnly) {
  testing::internal::CaptureStderr();
  log::SetQuiet(true);
  log::Info("hidden {}");
  log::Warn("kept {}");
  log::SetQuiet(false);
  log::Info("back");
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(text, "warning: kept {}\ninfo: back\n");
}

}  // namespace
}  // namespace swapbench
