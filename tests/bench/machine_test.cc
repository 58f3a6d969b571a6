// SPDX-License-Identifier: Apache-2.0
#include "bench/machine.h"

#include "support.h"

namespace swapbench {
namespace {

TEST(Machine, FindsFieldsInTheKernelsTables) {
  const std::string text = "processor\t: 0\nmodel name\t: Some CPU: fast\nmodel\t\t: 3\n";
  EXPECT_EQ(FieldOf(text, "model name"), "Some CPU: fast");
  EXPECT_EQ(FieldOf(text, "model"), "3");
  EXPECT_EQ(FieldOf(text, "flags"), "unknown");
}

TEST(Machine, CountsWhatTheHypervisorTook) {
  const MachineLoad before{0, 10, 100}, after{0, 20, 200};
  EXPECT_DOUBLE_EQ(StealShare(before, after), .1);
  EXPECT_DOUBLE_EQ(StealShare(before, before), 0);
}

TEST(Machine, RecordsWhatALatencyDependsOn) {
  const MachineLoad now = ReadMachineLoad();
  EXPECT_GT(now.total, 0);
  const std::string record = MachineRecord(now, now).ToString();
  for (const char* key : {"cpu", "flags", "governor", "quota", "packages", "environment", "load"})
    EXPECT_NE(record.find(std::string("\"") + key + "\":"), std::string::npos) << key;
}

}  // namespace
}  // namespace swapbench
