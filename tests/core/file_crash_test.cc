// SPDX-License-Identifier: Apache-2.0
/// Kills, full disks and locks, each in a process of its own.
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

#include "core/file.h"
#include "core/rng.h"
#include "support.h"

namespace swapbench {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// Forks; the child runs `body` and exits with what it returns.
pid_t InChild(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  return child;
}

int ExitCode(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// The message goes through a file beside, for the child's memory is not ours.
int WriteAndReport(const fs::path& path, size_t size, const fs::path& report) {
  try {
    PublishFile(path, std::string(size, 'n'));
  } catch (const Error& error) {
    const std::string message = error.what();
    FILE* file = std::fopen(report.c_str(), "w");
    std::fwrite(message.data(), 1, message.size(), file);
    std::fclose(file);
    return 2;
  }
  return 0;
}

TEST(FileCrash, AFileSizeLimitLeavesTheOldFileAndNothingElse) {
  const TemporaryFolder folder;
  PublishFile(folder / "data/a", "old");
  const int code = ExitCode(InChild([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    return WriteAndReport(folder / "data/a", 100000, folder / "report");
  }));
  ASSERT_EQ(code, 2);
  EXPECT_THAT(ReadFile(folder / "report"), HasSubstr("File too large"));
  EXPECT_EQ(ReadFile(folder / "data/a"), "old");
  EXPECT_EQ(CountFiles(folder / "data"), 1U);
}

TEST(FileCrash, AFullDiskIsCalledThatAndLeavesTheOldFile) {
  const TemporaryFolder folder;
  MakeFolder(folder / "disk");
  const int code = ExitCode(InChild([&] {
    if (::unshare(::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) return 77;
    ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    if (::mount("none", (folder / "disk").c_str(), "tmpfs", 0, "size=65536") != 0) return 77;
    PublishFile(folder / "disk/a", "old");
    if (WriteAndReport(folder / "disk/a", 100000, folder / "report") != 2) return 1;
    return ReadFile(folder / "disk/a") == "old" && CountFiles(folder / "disk") == 1 ? 0 : 3;
  }));
  if (code == 77) GTEST_SKIP() << "this machine lets nobody mount a small disk";
  EXPECT_EQ(code, 0);
  EXPECT_THAT(ReadFile(folder / "report"), HasSubstr("the disk is full"));
}

TEST(FileCrash, AFolderThatMayNotBeWrittenIsNoticedBeforeTheWork) {
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0555);
  const int code = ExitCode(InChild([&] {
    if (::geteuid() == 0 && ::setuid(65534) != 0) return 77;
    const std::string message = ErrorOf([&] { CheckPlace(folder / "new/a"); });
    return message.find("may not be written (Permission denied)") != std::string::npos ? 0 : 1;
  }));
  ::chmod(folder.path().c_str(), 0755);
  if (code == 77) GTEST_SKIP() << "root cannot become somebody else here";
  EXPECT_EQ(code, 0);
}

TEST(FileCrash, AKillAtAnyMomentLeavesOneWholeFile) {
  const TemporaryFolder folder;
  const fs::path path = folder / "a";
  const std::string a(300000, 'a'), b(300000, 'b');
  PublishFile(path, a);
  Rng rng(1, "moments of death");
  for (int i = 0; i < 20; ++i) {
    const pid_t child = InChild([&] {
      while (true) {
        PublishFile(path, b);
        PublishFile(path, a);
      }
      return 0;
    });
    ::usleep(static_cast<useconds_t>(rng.Integer(1000, 20000)));
    ::kill(child, SIGKILL);
    EXPECT_EQ(ExitCode(child), -1);
    const std::string bytes = ReadFile(path);
    EXPECT_TRUE(bytes == a || bytes == b) << "after kill " << i;
  }
  RemoveStaleTemporaries(folder.path());
  EXPECT_EQ(CountFiles(folder.path()), 1U);
}

TEST(FileLock, OnlyOneHolderAtATimeAndTheNextAfterIt) {
  const TemporaryFolder folder;
  {
    const FileLock first(folder / "lock");
    EXPECT_TRUE(first.held());
    EXPECT_FALSE(FileLock(folder / "lock").held());
    EXPECT_EQ(ExitCode(InChild([&] { return FileLock(folder / "lock").held() ? 1 : 0; })), 0);
    EXPECT_TRUE(FileLock(folder / "other").held());
  }
  EXPECT_TRUE(FileLock(folder / "lock").held());
  EXPECT_THAT(ErrorOf([&] { FileLock(folder / "absent/lock"); }), HasSubstr("absent"));
}

TEST(FileLock, DeathReleasesIt) {
  const TemporaryFolder folder;
  std::array<int, 2> ready{};
  ASSERT_EQ(::pipe(ready.data()), 0);
  const pid_t child = InChild([&] {
    const FileLock lock(folder / "lock");
    const char held = lock.held() ? 'y' : 'n';
    if (::write(ready[1], &held, 1) != 1) return 1;
    ::pause();
    return 0;
  });
  char held = 0;
  ASSERT_EQ(::read(ready[0], &held, 1), 1);
  EXPECT_EQ(held, 'y');
  EXPECT_FALSE(FileLock(folder / "lock").held());
  ::kill(child, SIGKILL);
  ExitCode(child);
  EXPECT_TRUE(FileLock(folder / "lock").held());
  ::close(ready[0]);
  ::close(ready[1]);
}

}  // namespace
}  // namespace swapbench
