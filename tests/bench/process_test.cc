// SPDX-License-Identifier: Apache-2.0
#include "bench/process.h"

#include "core/file.h"
#include "support.h"

namespace swapbench {
namespace {

class Shell {
 public:
  std::string operator()(const std::string& script) {
    options.arguments = {"-c", script};
    options.error_file = folder_ / "messages";
    return RunProcess("/bin/sh", options);
  }
  std::string messages() const { return ReadFile(folder_ / "messages"); }

  ProcessOptions options;

 private:
  TemporaryFolder folder_;
};

TEST(Process, TellsHowItEnded) {
  Shell shell;
  EXPECT_EQ(shell("exit 0"), "");
  EXPECT_EQ(shell("exit 3"), "exited with 3");
  EXPECT_THAT(shell("kill -SEGV $$"), testing::HasSubstr("signal 11"));
  EXPECT_EQ(RunProcess("/nowhere/program", shell.options), "exited with 127");
}

TEST(Process, IsKilledWhenItHangs) {
  Shell shell;
  shell.options.timeout = .2;
  EXPECT_EQ(shell("exec sleep 60"), "gave no answer in 0.2 s");
}

TEST(Process, GetsItsEnvironmentItsCpusAndAFileForItsMessages) {
  Shell shell;
  shell.options.environment = {{"OMP_NUM_THREADS", "7"}};
  shell.options.cpus = 1;
  EXPECT_EQ(
      shell("echo $OMP_NUM_THREADS; env -u OMP_NUM_THREADS nproc; echo bad >&2; test -n \"$PATH\""),
      "");
  EXPECT_EQ(shell.messages(), "7\n1\nbad\n");
}

}  // namespace
}  // namespace swapbench
