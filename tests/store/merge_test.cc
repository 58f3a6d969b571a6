// SPDX-License-Identifier: Apache-2.0
#include "store/merge.h"

#include "store/records.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

/// Fifty records in five shards; parts hold shards 0-1, 2-3 and 4.
class Merge : public testing::Test {
 protected:
  Merge() {
    Make("whole", {}, {});
    Make("a", 0, 1);
    Make("b", 2, 3);
    Make("c", 4, 4);
  }
  void Make(const std::string& name, std::optional<size_t> first, std::optional<size_t> last,
            const CorpusHeader& header = TestHeader()) {
    WriteOptions options;
    options.records_per_shard = 10;
    options.first_shard = first.value_or(0);
    options.last_shard = last.value_or(SIZE_MAX);
    WriteCorpus(TestPlan(50), header, folder_ / name, options);
  }
  CorpusInfo Join(const std::vector<std::string>& names) {
    std::vector<fs::path> parts;
    for (const std::string& name : names) parts.push_back(folder_ / name);
    return MergeCorpus(parts, Out());
  }
  std::string Complaint(const std::vector<std::string>& names) {
    return ErrorOf([&] { Join(names); });
  }
  fs::path Out() const { return folder_ / "out"; }

  TemporaryFolder folder_;
};

TEST_F(Merge, GivesTheBytesOfOneRun) {
  const CorpusInfo info = Join({"c", "a", "b"});
  EXPECT_EQ(info.records, 50u);
  EXPECT_EQ(FilesOf(Out()), FilesOf(folder_ / "whole"));
}

TEST_F(Merge, TakesAShardThatTwoPartsHoldOnce) {
  Make("d", 1, 3);
  Join({"a", "b", "c", "d"});
  EXPECT_EQ(FilesOf(Out()), FilesOf(folder_ / "whole"));
}

TEST_F(Merge, GoesOnWhereItWasStopped) {
  fs::create_directory(Out());
  for (const char* name : {"shard-00000.h5", "shard-00000.json", "shard-00003.h5"})
    fs::copy(folder_ / "whole" / name, Out() / name);
  Join({"a", "b", "c"});
  EXPECT_EQ(FilesOf(Out()), FilesOf(folder_ / "whole"));
}

TEST_F(Merge, NamesTheShardsThatNoPartHolds) {
  EXPECT_THAT(Complaint({"a", "c"}), HasSubstr("no part holds 2, 3"));
  EXPECT_FALSE(fs::exists(Out()));
}

TEST_F(Merge, RefusesPartsOfAnotherCorpus) {
  CorpusHeader other = TestHeader();
  other.seed = 8;
  Make("other", 2, 3, other);
  EXPECT_EQ(Complaint({"a", "other", "c"}),
            (folder_ / "other").string() +
                " already holds a corpus made with another seed; only parts of one corpus can be "
                "merged, so leave it out.");
  EXPECT_FALSE(fs::exists(Out()));
}

TEST_F(Merge, RefusesAnAlteredShard) {
  std::string bytes = ReadFile(folder_ / "b" / "shard-00002.h5");
  bytes[bytes.size() / 2] ^= 1;
  PublishFile(folder_ / "b" / "shard-00002.h5", bytes);
  EXPECT_THAT(Complaint({"a", "b", "c"}), HasSubstr("shard-00002.h5: bytes "));
  EXPECT_FALSE(fs::exists(Out() / "manifest.json"));
  EXPECT_FALSE(fs::exists(Out() / "shard-00002.h5"));
}

TEST_F(Merge, IsNotPouredOverSomebodysFiles) {
  PublishFile(Out() / "thesis.tex", "mine");
  EXPECT_THAT(Complaint({"a", "b", "c"}), HasSubstr("thesis.tex"));
  EXPECT_EQ(FilesOf(Out()).size(), 1u);
}

TEST_F(Merge, AFolderWithoutShardsIsOneSentence) {
  fs::create_directory(folder_ / "empty");
  EXPECT_THAT(Complaint({"a", "empty"}), HasSubstr("holds no finished shard"));
  EXPECT_THAT(Complaint({"a", "nowhere"}), HasSubstr("There is no folder"));
}

}  // namespace
}  // namespace swapbench
