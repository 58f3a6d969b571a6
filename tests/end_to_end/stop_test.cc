// SPDX-License-Identifier: Apache-2.0
// What a person reads who stops a verb.
#include <csignal>
#include <iostream>

#include "cli/verb.h"
#include "core/interrupt.h"
#include "store/records.h"
#include "support.h"

namespace swapbench {
namespace {

/// Exits with 75 and the sentence on stderr, as cli/main.cc does.
[[noreturn]] void RunAskedToStop(const std::vector<std::string>& arguments) {
  CatchStopSignals();
  std::raise(SIGTERM);
  try {
    RunCommand(arguments);
  } catch (const Interrupted& stop) {
    std::cerr << stop.what() << std::endl;
    std::_Exit(75);
  }
  std::_Exit(0);
}

TEST(AStoppedVerb, SaysWhetherTheSameCommandContinues) {
  const TemporaryFolder folder;
  const std::string corpus = folder / "corpus", out = folder / "out";
  WriteOptions options;
  options.threads = 1;  // a child of fork must not inherit threads
  WriteCorpus(TestPlan(20), TestHeader(), corpus, options);
  const auto stopped = testing::ExitedWithCode(75);
  EXPECT_EXIT(RunAskedToStop({"score", "--corpus", corpus, "--detector", "coin", "--split", "test",
                              "--threads", "1", "--out", out + ".h5"}),
              stopped, "Stopped on request. Nothing was written.");
  EXPECT_FALSE(std::filesystem::exists(out + ".h5"));
  EXPECT_EXIT(RunAskedToStop({"merge", corpus, "--out", out}), stopped,
              "Stopped on request. What was finished is kept: the same command continues.");
  EXPECT_EXIT(RunAskedToStop({"unpack", corpus, "--out", out + "-images"}), stopped,
              "Stopped on request. Nothing was written.");
  EXPECT_FALSE(std::filesystem::exists(out + "-images"));
}

}  // namespace
}  // namespace swapbench
