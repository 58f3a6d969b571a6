// SPDX-License-Identifier: Apache-2.0
// What a killed or starved writer leaves behind. The writers are processes of their own.
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "core/log.h"
#include "core/rng.h"
#include "store/corpus.h"
#include "store/records.h"
#include "support.h"

namespace swapbench {
namespace {

using Clock = std::chrono::steady_clock;

/// Slow enough to be hit, whatever the machine.
class SlowPlan : public TestPlan {
 public:
  SlowPlan() : TestPlan(60) {}
  Record Make(size_t i) const override {
    std::this_thread::sleep_for(std::chrono::microseconds(500));
    return TestRecord(i);
  }
};

constexpr WriteOptions kOptions{.records_per_shard = 6, .threads = 1};

/// Runs `action` in a child process without returning from it; gives its id.
template <class Action>
pid_t Fork(Action action) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  int code = 1;
  try {
    action();
    code = 0;
  } catch (const Error& error) {
    ::fprintf(stderr, "%s\n", error.what());
    code = 2;
  }
  ::_exit(code);
}

int Wait(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(Crash, KilledWritersAndAResumeGiveTheSameBytes) {
  const TemporaryFolder folder;
  const auto start = Clock::now();
  WriteCorpus(SlowPlan(), TestHeader(), folder / "calm", kOptions);
  const double whole = std::chrono::duration<double>(Clock::now() - start).count();
  Rng rng(3, "tests/kill");
  int hit = 0;
  for (int k = 0; k < 8; ++k) {
    const auto torn = folder / ("torn" + std::to_string(k));
    const pid_t child = Fork([&] { WriteCorpus(SlowPlan(), TestHeader(), torn, kOptions); });
    std::this_thread::sleep_for(std::chrono::duration<double>(rng.Uniform(0, whole)));
    ::kill(child, SIGKILL);
    hit += WIFSIGNALED(Wait(child)) ? 1 : 0;
    const auto left =
        std::filesystem::exists(torn) ? FilesOf(torn) : std::map<std::string, std::string>();
    EXPECT_TRUE(WriteCorpus(SlowPlan(), TestHeader(), torn, kOptions));
    EXPECT_EQ(FilesOf(torn), FilesOf(folder / "calm"));
    for (const auto& [name, bytes] : left) {
      if (name.starts_with(".")) continue;
      EXPECT_EQ(bytes, FilesOf(torn)[name]) << name;
    }
  }
  EXPECT_GE(hit, 4);
}

TEST(Crash, FourProcessesAtOnceGiveTheSameBytes) {
  const TemporaryFolder folder;
  WriteCorpus(SlowPlan(), TestHeader(), folder / "alone", kOptions);
  std::vector<pid_t> children;
  for (int k = 0; k < 4; ++k)
    children.push_back(
        Fork([&] { WriteCorpus(SlowPlan(), TestHeader(), folder / "together", kOptions); }));
  for (const pid_t child : children) EXPECT_EQ(Wait(child), 0);
  EXPECT_TRUE(WriteCorpus(SlowPlan(), TestHeader(), folder / "together", kOptions));
  EXPECT_EQ(FilesOf(folder / "alone"), FilesOf(folder / "together"));
  EXPECT_TRUE(VerifyCorpus(folder / "together", 1).empty());
}

TEST(Crash, AFileSizeLimitIsOneSentenceAndPublishesNothing) {
  const TemporaryFolder folder;
  const pid_t child = Fork([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{2000, 2000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    WriteCorpus(TestPlan(6), TestHeader(), folder / "c", kOptions);
  });
  const int status = Wait(child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 2);
  for (const auto& [name, bytes] : FilesOf(folder / "c"))
    EXPECT_TRUE(name.starts_with(".")) << name;
  EXPECT_TRUE(WriteCorpus(TestPlan(6), TestHeader(), folder / "c", kOptions));
}

TEST(Crash, AFullDiskIsOneSentenceAndPublishesNothing) {
  const TemporaryFolder folder;
  const auto disk = folder / "disk";
  std::filesystem::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=40k") != 0)
    GTEST_SKIP() << "mounting a small disk needs root";
  const std::string message =
      ErrorOf([&] { WriteCorpus(TestPlan(60, 32), TestHeader(), disk / "c", {}); });
  const auto files = FilesOf(disk / "c");
  ::umount2(disk.c_str(), MNT_DETACH);
  EXPECT_THAT(message, testing::HasSubstr("disk is full"));
  for (const auto& [name, bytes] : files) EXPECT_TRUE(name.starts_with(".")) << name;
}

}  // namespace
}  // namespace swapbench
