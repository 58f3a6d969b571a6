// SPDX-License-Identifier: Apache-2.0
#include "store/corpus.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "core/hash.h"
#include "core/interrupt.h"
#include "store/manifest.h"
#include "store/records.h"
#include "support.h"

namespace swapbench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

void ExpectSameRecord(const Record& found, const Record& wanted) {
  EXPECT_EQ(found.info, wanted.info);
  EXPECT_EQ(found.image, wanted.image);
  EXPECT_EQ(found.mask, wanted.mask);
  EXPECT_EQ(found.classes, wanted.classes);
  EXPECT_EQ(found.provenance, wanted.provenance);
  EXPECT_EQ(found.landmarks, wanted.landmarks);
  EXPECT_EQ(found.landmarks_3d, wanted.landmarks_3d);
}

TEST(Corpus, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  EXPECT_TRUE(WriteCorpus(TestPlan(23), TestHeader(), folder / "c", {.records_per_shard = 10}));
  const auto corpus = OpenCorpus(folder / "c");
  ASSERT_EQ(corpus->size(), 23u);
  EXPECT_EQ(corpus->corpus_info().shards, 3u);
  EXPECT_EQ(corpus->corpus_info().counts.at("label=fake"), 11u);
  for (size_t i = 0; i < 23; ++i) {
    ExpectSameRecord(corpus->GetRecord(i), TestRecord(i));
    EXPECT_EQ(corpus->info(i), TestRecord(i).info);
  }
}

TEST(Corpus, DecodesImageMaskAndLandmarks) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(4), TestHeader(), folder / "c", {});
  const Sample fake = OpenCorpus(folder / "c")->Get(3);
  EXPECT_EQ(cv::norm(fake.face.image, NoiseImage(3, 8), cv::NORM_INF), 0);
  EXPECT_EQ(fake.mask.at<uint8_t>(2, 2), 3);
  EXPECT_FALSE(fake.face.landmarks);
  const Sample real = OpenCorpus(folder / "c")->Get(2);
  EXPECT_TRUE(real.mask.empty());
  ASSERT_TRUE(real.face.landmarks);
  EXPECT_EQ((*real.face.landmarks)[7], cv::Point2f(1, 2));
}

TEST(Corpus, BytesDoNotDependOnThreads) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(40), TestHeader(), folder / "one", {.records_per_shard = 16, .threads = 1});
  WriteCorpus(TestPlan(40), TestHeader(), folder / "two", {.records_per_shard = 16, .threads = 2});
  EXPECT_EQ(FilesOf(folder / "one"), FilesOf(folder / "two"));
}

TEST(Corpus, PartsMadeApartAddUpToTheSameBytes) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(40), TestHeader(), folder / "whole", {.records_per_shard = 10});
  WriteOptions part{.records_per_shard = 10, .first_shard = 2, .last_shard = 3, .shard_count = 4};
  EXPECT_FALSE(WriteCorpus(TestPlan(40), TestHeader(), folder / "parts", part));
  EXPECT_THAT(ErrorOf([&] { OpenCorpus(folder / "parts"); }), HasSubstr("unfinished"));
  part.first_shard = 0;
  part.last_shard = 1;
  EXPECT_TRUE(WriteCorpus(TestPlan(40), TestHeader(), folder / "parts", part));
  EXPECT_EQ(FilesOf(folder / "whole"), FilesOf(folder / "parts"));
}

TEST(Corpus, TheFingerprintDoesNotDependOnShards) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(21), TestHeader(), folder / "a", {.records_per_shard = 5});
  WriteCorpus(TestPlan(21), TestHeader(), folder / "b", {.records_per_shard = 100});
  WriteCorpus(TestPlan(20), TestHeader(), folder / "c", {.records_per_shard = 100});
  const auto fingerprint = [&](const char* name) {
    return OpenCorpus(folder / name)->corpus_info().fingerprint;
  };
  EXPECT_EQ(fingerprint("a"), fingerprint("b"));
  EXPECT_NE(fingerprint("a"), fingerprint("c"));
}

TEST(Corpus, AFinishedFolderIsLeftAlone) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4});
  const auto time = fs::last_write_time(folder / "c/shard-00001.h5");
  EXPECT_TRUE(WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4}));
  EXPECT_EQ(fs::last_write_time(folder / "c/shard-00001.h5"), time);
}

TEST(Corpus, RefusesAFolderOfAnotherCorpus) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4});
  const auto error = [&](CorpusHeader header, size_t size, size_t per_shard) {
    return ErrorOf([&] {
      WriteCorpus(TestPlan(size), header, folder / "c", {.records_per_shard = per_shard});
    });
  };
  CorpusHeader seed = TestHeader(), recipe = TestHeader();
  seed.seed = 8;
  recipe.recipe += "x";
  EXPECT_THAT(error(seed, 8, 4), HasSubstr("another seed"));
  EXPECT_THAT(error(recipe, 8, 4), HasSubstr("another recipe"));
  EXPECT_THAT(error(TestHeader(), 9, 4), HasSubstr("another number of records"));
  EXPECT_THAT(error(TestHeader(), 8, 3), HasSubstr("another number of records a shard"));
}

TEST(Corpus, RefusesAWrongNumberOfShards) {
  const TemporaryFolder folder;
  EXPECT_THAT(ErrorOf([&] {
                WriteCorpus(TestPlan(8), TestHeader(), folder / "c",
                            {.records_per_shard = 4, .shard_count = 3});
              }),
              HasSubstr("has 2 shards"));
}

TEST(Corpus, IsNotPouredOverSomebodysFiles) {
  const TemporaryFolder folder;
  PublishFile(folder / "thesis.tex", "precious");
  EXPECT_THAT(ErrorOf([&] { WriteCorpus(TestPlan(4), TestHeader(), folder.path(), {}); }),
              HasSubstr("thesis.tex"));
}

TEST(Corpus, AnOutputPathBelowAFileIsOneSentence) {
  const TemporaryFolder folder;
  PublishFile(folder / "file", "x");
  EXPECT_THAT(ErrorOf([&] { WriteCorpus(TestPlan(4), TestHeader(), folder / "file/c", {}); }),
              HasSubstr("Cannot make the folder"));
}

TEST(Corpus, NamesMissingTruncatedAndFlippedShards) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4});
  const fs::path shard = folder / "c/shard-00001.h5";
  const std::string bytes = ReadFile(shard);
  const auto open = [&] { return ErrorOf([&] { OpenCorpus(folder / "c"); }); };

  fs::remove(shard);
  EXPECT_THAT(open(), HasSubstr("shard-00001.h5"));
  PublishFile(shard, bytes.substr(0, bytes.size() / 2));
  EXPECT_THAT(open(), HasSubstr("cut short"));
  std::string flipped = bytes;
  flipped[100] = static_cast<char>(flipped[100] ^ 1);
  PublishFile(shard, flipped);
  EXPECT_THAT(open(), HasSubstr("bytes 0 to"));
  fs::remove(folder / "c/shard-00000.json");
  EXPECT_THAT(open(), HasSubstr("shard-00000.json is missing"));
}

TEST(Corpus, MakesADeletedOrTruncatedShardAgain) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4});
  const auto before = FilesOf(folder / "c");
  fs::remove(folder / "c/shard-00000.h5");
  fs::resize_file(folder / "c/shard-00001.h5", 1000);
  fs::resize_file(folder / "c/shard-00001.json", 100);
  EXPECT_TRUE(WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4}));
  EXPECT_EQ(FilesOf(folder / "c"), before);
}

TEST(Corpus, ChangesAfterOpeningAreNoticed) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(4), TestHeader(), folder / "c", {});
  const auto corpus = OpenCorpus(folder / "c");
  const Record record = TestRecord(2);
  const size_t at = ReadFile(folder / "c/shard-00000.h5").find(record.image);
  ASSERT_NE(at, std::string::npos);
  std::fstream file(folder / "c/shard-00000.h5", std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(at + 30));
  file.put('!');
  file.close();
  EXPECT_THAT(ErrorOf([&] { corpus->Get(2); }), HasSubstr("record toy/p1 was altered"));
}

/// Side-cars as somebody else would write them: sealed, and in the manifest.
void Publish(const std::vector<SideCar>& side_cars, const fs::path& folder) {
  for (size_t shard = 0; shard < side_cars.size(); ++shard)
    PublishFile(folder / SideCarName(shard), ToJson(side_cars[shard]));
  PublishFile(folder / "manifest.json", ManifestText(side_cars));
}

TEST(Corpus, RefusesASealedSideCarThatLeadsOutOfFoldersOrArrays) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4});
  const std::vector<SideCar> sound = ReadSideCars(folder / "c");
  const auto error = [&](void (*forge)(SideCar&)) {
    std::vector<SideCar> forged = sound;
    forge(forged.front());
    Publish(forged, folder / "c");
    return ErrorOf([&] { OpenCorpus(folder / "c"); });
  };
  const auto names = [](const char* key) {
    return AllOf(HasSubstr("shard-00000.json"), HasSubstr(key));
  };
  EXPECT_THAT(error([](SideCar& one) { one.header.name = "../../there"; }), names("'corpus'"));
  EXPECT_THAT(error([](SideCar& one) { one.header.name = "/there"; }), names("'corpus'"));
  EXPECT_THAT(error([](SideCar& one) { one.header.name = ".."; }), names("'corpus'"));
  EXPECT_THAT(error([](SideCar& one) { one.header.name = ""; }), names("'corpus'"));
  EXPECT_THAT(error([](SideCar& one) { one.records_per_shard = 0; }), names("'records_per_shard'"));
  EXPECT_THAT(error([](SideCar& one) { one.shard = 2; }), names("'shard'"));
  EXPECT_THAT(error([](SideCar& one) { one.total_records = 0; }), names("'shard'"));
  EXPECT_THAT(error([](SideCar& one) { one.first_record = 4; }), names("'first_record'"));
  EXPECT_THAT(error([](SideCar& one) { one.records_per_shard = 3; }), names("'records'"));
  EXPECT_THAT(error([](SideCar& one) { one.total_records = 3; }), names("'records'"));
  EXPECT_THAT(error([](SideCar& one) { one.record_hashes.pop_back(); }), names("'record_sha256'"));
  Publish(sound, folder / "c");
  EXPECT_EQ(OpenCorpus(folder / "c")->size(), 8u);
}

TEST(Corpus, RefusesShardsThatCountTheWholeDifferently) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(6), TestHeader(), folder / "c", {.records_per_shard = 3});
  WriteCorpus(TestPlan(10), TestHeader(), folder / "d", {.records_per_shard = 5});
  fs::copy_file(folder / "d/shard-00001.h5", folder / "c/shard-00001.h5",
                fs::copy_options::overwrite_existing);
  Publish({ReadSideCars(folder / "c")[0], ReadSideCars(folder / "d")[1]}, folder / "c");
  EXPECT_THAT(ErrorOf([&] { OpenCorpus(folder / "c"); }),
              HasSubstr("shard-00001.json belongs to another corpus"));
  EXPECT_THAT(VerifyCorpus(folder / "c", 1), testing::Contains(HasSubstr("shard-00001.json")));
}

TEST(Corpus, IsReadFromManyThreads) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(30), TestHeader(), folder / "c", {.records_per_shard = 7});
  const auto corpus = OpenCorpus(folder / "c");
  std::atomic<int> wrong{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        for (size_t i = 0; i < 30; ++i)
          if (corpus->GetRecord(i).image != TestRecord(i).image) ++wrong;
      });
  }
  EXPECT_EQ(wrong, 0);
}

TEST(Corpus, RefusesRecordsThatCannotBeStored) {
  struct BadPlan : TestPlan {
    explicit BadPlan(int kind) : TestPlan(3), kind_(kind) {}
    Record Make(size_t i) const override {
      Record record = TestRecord(i);
      if (kind_ == 0) record.info.id = "toy/same";
      if (kind_ == 1) record.image.clear();
      if (kind_ == 2) record.info.attributes["a/b"] = "x";
      if (kind_ == 3) record.info.attributes["label"] = "x";
      return record;
    }
    int kind_;
  };
  const TemporaryFolder folder;
  const auto error = [&](int kind) {
    return ErrorOf([&] { WriteCorpus(BadPlan(kind), TestHeader(), folder / "c", {}); });
  };
  EXPECT_THAT(error(0), HasSubstr("Two records are called toy/same"));
  EXPECT_THAT(error(1), HasSubstr("has no image"));
  EXPECT_THAT(error(2), HasSubstr("'a/b'"));
  EXPECT_THAT(error(3), HasSubstr("'label'"));
  EXPECT_THAT(FilesOf(folder / "c").count("shard-00000.h5"), 0);
}

TEST(Corpus, AShardAbove512MiBSaysWhatToLower) {
  struct BigPlan : TestPlan {
    BigPlan() : TestPlan(1) {}
    Record Make(size_t i) const override {
      Record record = TestRecord(i);
      record.image.resize(size_t{513} << 20);
      return record;
    }
  };
  const TemporaryFolder folder;
  EXPECT_THAT(ErrorOf([&] { WriteCorpus(BigPlan(), TestHeader(), folder / "c", {.threads = 1}); }),
              HasSubstr("lower records_per_shard"));
}

TEST(Corpus, InfoHasTheKeysThatProgramsReadBy) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(8), TestHeader(), folder / "c", {.records_per_shard = 4});
  const std::string json = CorpusInfoJson(OpenCorpus(folder / "c")->corpus_info());
  for (const char* part : {"\"fingerprint\":\"", "\"records\":8", "\"shards\":2", "\"seed\":7",
                           "\"recipe\":\"[source]"})
    EXPECT_THAT(json, HasSubstr(part));
}

TEST(Corpus, AMissingOrForeignFolderIsOneSentence) {
  const TemporaryFolder folder;
  EXPECT_THAT(ErrorOf([&] { OpenCorpus(folder / "none"); }), HasSubstr("There is no folder"));
  PublishFile(folder / "a.txt", "x");
  EXPECT_THAT(ErrorOf([&] { OpenCorpus(folder.path()); }), HasSubstr("is not a corpus"));
}

TEST(Verify, FindsNothingInASoundCorpus) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(12), TestHeader(), folder / "c", {.records_per_shard = 5});
  EXPECT_THAT(VerifyCorpus(folder / "c", 2), IsEmpty());
}

TEST(Verify, FindsEachOf200RandomOneByteChanges) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(12, 40), TestHeader(), folder / "c", {.records_per_shard = 5});
  const auto files = FilesOf(folder / "c");
  ASSERT_EQ(files.size(), 9u);
  Rng rng(1, "tests/flip");
  for (size_t k = 0; k < 200; ++k) {
    const auto& [name, bytes] = *std::next(files.begin(), static_cast<ptrdiff_t>(k % files.size()));
    std::string altered = bytes;
    const auto at = static_cast<size_t>(rng.Integer(0, static_cast<int64_t>(bytes.size()) - 1));
    altered[at] = static_cast<char>(altered[at] ^ rng.Integer(1, 255));
    std::ofstream(folder / ("c/" + name), std::ios::binary) << altered;
    const auto faults = VerifyCorpus(folder / "c", 1);
    std::ofstream(folder / ("c/" + name), std::ios::binary) << bytes;
    ASSERT_FALSE(faults.empty()) << name << " byte " << at;
    EXPECT_THAT(faults.front(), HasSubstr(name));
  }
}

TEST(Verify, NamesMissingAndExtraFiles) {
  const TemporaryFolder folder;
  WriteCorpus(TestPlan(12), TestHeader(), folder / "c", {.records_per_shard = 5});
  const auto files = FilesOf(folder / "c");
  PublishFile(folder / "c/notes.txt", "x");
  EXPECT_THAT(VerifyCorpus(folder / "c", 1), testing::ElementsAre(HasSubstr("notes.txt")));
  fs::remove(folder / "c/notes.txt");
  for (const auto& [name, bytes] : files) {
    fs::remove(folder / ("c/" + name));
    const auto faults = VerifyCorpus(folder / "c", 1);
    EXPECT_THAT(faults, testing::Contains(HasSubstr(name)));
    PublishFile(folder / ("c/" + name), bytes);
  }
  EXPECT_THAT(VerifyCorpus(folder / "none", 1), testing::SizeIs(1));
}

}  // namespace
}  // namespace swapbench
