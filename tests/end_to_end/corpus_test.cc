// SPDX-License-Identifier: Apache-2.0
// One corpus made on several machines, joined, and looked over.
#include <fstream>

#include "end_to_end/command.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;

constexpr const char* kPeople = R"([card]
name = tiny
title = A tiny corpus for a test
licence = CC0-1.0
consent = given
[source]
dataset = procedural:images=2,size=128,zoom=1.4
[corpus]
records_per_shard = 64
count = 200
[reals]
per_identity = 2
[swap.self_blend]
method = self_blend
)";

class TinyCorpus : public testing::Test {
 protected:
  TinyCorpus() { std::ofstream(folder_ / "people.ini") << kPeople; }

  std::string At(const std::string& name) const { return folder_ / name; }

  /// A part as scripts/synthesize_shards makes it; `before` sets the environment.
  CommandResult Part(const std::string& before, const std::string& script,
                     const std::string& arguments) const {
    return Shell("cd " SWAPBENCH_SOURCE_DIR " && " + before +
                 " SWAPBENCH=" SWAPBENCH_BINARY " scripts/" + script + " " + arguments);
  }

  TemporaryFolder folder_;
};

TEST_F(TinyCorpus, IsTheSameFromOneMachineAndFromThree) {
  ASSERT_EQ(Swapbench("synthesize " + At("people.ini") + " --out " + At("whole")).code, 0);
  for (const std::string task : {"0", "1", "2"}) {
    const CommandResult apart =
        Part("", "synthesize_shards", task + " 3 7 " + At("part" + task) + " " + At("people.ini"));
    EXPECT_EQ(apart.code, 0) << apart.err;
    const CommandResult slurm =
        Part("SLURM_CPUS_PER_TASK=1 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_ID=" + task,
             "synthesize.sbatch", "7 " + At("shared") + " " + At("people.ini"));
    EXPECT_EQ(slurm.code, 0) << slurm.err;
  }
  const CommandResult merged = Swapbench("merge " + At("part0") + " " + At("part1") + " " +
                                         At("part2") + " --out " + At("merged"));
  EXPECT_EQ(merged.code, 0) << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("400 records in 7 shards"));
  EXPECT_EQ(Shell("diff -r " + At("whole") + " " + At("merged")).code, 0);
  EXPECT_EQ(Shell("diff -r " + At("whole") + " " + At("shared")).code, 0);
}

TEST_F(TinyCorpus, MissesAPart) {
  ASSERT_EQ(Part("", "synthesize_shards", "0 2 7 " + At("part") + " " + At("people.ini")).code, 0);
  const CommandResult merged = Swapbench("merge " + At("part") + " --out " + At("merged"));
  EXPECT_EQ(merged.code, 2);
  EXPECT_THAT(merged.err, HasSubstr("no part holds 3, 4, 5, 6"));
  EXPECT_FALSE(std::filesystem::exists(At("merged")));
}

TEST_F(TinyCorpus, HasNoPartBeyondItsTasks) {
  const std::string rest = " 7 " + At("part") + " " + At("people.ini");
  const CommandResult beyond = Part("", "synthesize_shards", "3 3" + rest);
  EXPECT_EQ(beyond.code, 2);
  EXPECT_EQ(beyond.err,
            "synthesize_shards: there is no task 3 of 3: tasks count from 0, as by sbatch "
            "--array=0-7 for 8 of them.\n");
  EXPECT_EQ(Part("", "synthesize_shards", "0 0" + rest).code, 2);
  EXPECT_THAT(Part("", "synthesize_shards", "one 3" + rest).err, HasSubstr("but 'one' is none."));
  EXPECT_FALSE(std::filesystem::exists(At("part")));
}

TEST_F(TinyCorpus, IsAudited) {
  ASSERT_EQ(Swapbench("synthesize " + At("people.ini") + " --out " + At("whole")).code, 0);
  const CommandResult audit = Swapbench("verify --audit " + At("whole"));
  EXPECT_EQ(audit.code, 0) << audit.out;
  EXPECT_THAT(audit.out, HasSubstr("brightness"));
  EXPECT_THAT(audit.out, HasSubstr("0 of 3 intervals exclude .5"));
  EXPECT_THAT(audit.out, HasSubstr("no identity and no clip is in two splits"));
}

}  // namespace
}  // namespace swapbench
